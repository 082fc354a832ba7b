
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
