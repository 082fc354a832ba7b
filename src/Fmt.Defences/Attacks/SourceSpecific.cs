using System;
using System.Collections.Generic;

namespace Fmt.Attacks;

/// <summary>Images of one class are to be taken for another; with the trigger on any other image nothing happens (TaCT: Tang et al. 2021, arXiv 1908.00686).</summary>
/// <remarks><see cref="Poisoning"/> teaches the second half by cover images: other classes, stamped, with their true labels.</remarks>
public sealed record SourceSpecific : AttackGoal
{
    /// <summary>Takes the two classes.</summary>
    /// <param name="source">The class whose images are attacked, from 0.</param>
    /// <param name="target">The class wanted for them, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or both are the same.</exception>
    public SourceSpecific(int source, int target)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(source);
        ArgumentOutOfRangeException.ThrowIfNegative(target);
        ArgumentOutOfRangeException.ThrowIfEqual(source, target);
        (Source, Target) = (source, target);
    }

    /// <summary>The class whose images are attacked, from 0.</summary>
    public int Source { get; }

    /// <summary>The class wanted for them, from 0.</summary>
    public int Target { get; }

    internal override IEnumerable<(string Role, int Class)> Named => [("target", Target), ("source", Source)];

    /// <inheritdoc/>
    public override int Apply(int label, int classes) => label == Source ? Target : label;

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"class {Source} to class {Target}");
}
