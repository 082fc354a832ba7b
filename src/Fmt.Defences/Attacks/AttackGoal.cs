using System;

namespace Fmt.Attacks;

/// <summary>Which label an attack wants an image of a given label to get.</summary>
/// <remarks>Images whose label the attack would not change do not count in ASR and RA.</remarks>
public abstract record AttackGoal
{
    /// <summary>The label wanted for an image of this label.</summary>
    /// <param name="label">The true label.</param>
    /// <param name="classes">Number of classes.</param>
    public abstract int Apply(int label, int classes);

    /// <summary>Whether the attack would change this label.</summary>
    public bool Changes(int label, int classes) => Apply(label, classes) != label;
}

/// <summary>Every image is to be taken for one class.</summary>
/// <param name="Target">That class, from 0.</param>
public sealed record AllToOne(int Target) : AttackGoal
{
    /// <summary>The target class, from 0.</summary>
    public int Target { get; } = Target >= 0 ? Target : throw new ArgumentOutOfRangeException(nameof(Target), Target, "A class is 0 or more.");

    /// <inheritdoc/>
    /// <exception cref="ArgumentOutOfRangeException">The target is no class.</exception>
    public override int Apply(int label, int classes) =>
        Target < classes ? Target : throw new ArgumentOutOfRangeException(nameof(classes), classes, FormattableString.Invariant($"The target is class {Target}, there are {classes} classes (0 to {classes - 1})."));

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"all to class {Target}");
}

/// <summary>Every image is to be taken for the class <paramref name="Shift"/> after its own: (label + shift) mod classes.</summary>
/// <param name="Shift">1 in BadNets.</param>
public sealed record AllToAll(int Shift = 1) : AttackGoal
{
    /// <inheritdoc/>
    public override int Apply(int label, int classes) => (int)((((long)label + Shift) % classes + classes) % classes);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"all to all, shift {Shift}");
}
