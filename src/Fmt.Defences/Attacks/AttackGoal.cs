using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Attacks;

/// <summary>Which label an attack wants an image of a given label to get.</summary>
/// <remarks>Images whose label the attack would not change do not count in ASR and RA.</remarks>
public abstract record AttackGoal
{
    /// <summary>The label wanted for an image of this label.</summary>
    /// <param name="label">The true label.</param>
    /// <param name="classes">Number of classes.</param>
    public abstract int Apply(int label, int classes);

    /// <summary>The classes that it speaks of, and what they are to it.</summary>
    internal virtual IEnumerable<(string Role, int Class)> Named => [];

    /// <summary>What is wrong with it for so many classes; null where nothing is.</summary>
    /// <param name="set">What the classes are of, for the message.</param>
    /// <param name="classes">How many there are.</param>
    internal string? Misfit(string set, int classes) => Named.Where(n => n.Class >= classes)
        .Select(n => FormattableString.Invariant($"the attack's {n.Role} is class {n.Class}, {set} has classes 0 to {classes - 1}.")).FirstOrDefault();

    /// <summary>Whether the attack would change this label.</summary>
    public bool Changes(int label, int classes) => Apply(label, classes) != label;
}
