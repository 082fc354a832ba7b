using System;
using System.Collections.Generic;

namespace Fmt.Attacks;

/// <summary>Every image is to be taken for one class.</summary>
/// <param name="Target">That class, from 0.</param>
public sealed record AllToOne(int Target) : AttackGoal
{
    /// <summary>The target class, from 0.</summary>
    public int Target { get; } = Target >= 0 ? Target : throw new ArgumentOutOfRangeException(nameof(Target), Target, "A class is 0 or more.");

    internal override IEnumerable<(string Role, int Class)> Named => [("target", Target)];

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The target is no class.</exception>
    public override int Apply(int label, int classes) =>
        Target < classes ? Target : throw new ArgumentOutOfRangeException(nameof(classes), classes, FormattableString.Invariant($"The target is class {Target}, there are {classes} classes (0 to {classes - 1})."));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"all to class {Target}");
}
