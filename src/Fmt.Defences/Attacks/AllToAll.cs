using System;

namespace Fmt.Attacks;

/// <summary>Every image is to be taken for the class <paramref name="Shift"/> after its own: (label + shift) mod classes.</summary>
/// <param name="Shift">1 in BadNets.</param>
public sealed record AllToAll(int Shift = 1) : AttackGoal
{
    /// <inheritdoc/>
    public override int Apply(int label, int classes) => (int)((((long)label + Shift) % classes + classes) % classes);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"all to all, shift {Shift}");
}
