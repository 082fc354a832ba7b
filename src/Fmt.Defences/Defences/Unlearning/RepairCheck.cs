namespace Fmt.Defences;

/// <summary>
/// What fresh perturbations reach in the network after a round of unlearning: from noise, towards the class that those of the network as it came led to, and towards other
/// classes, which tell what an innocent network of this kind yields.
/// </summary>
/// <param name="Class">The class that was unlearnt.</param>
/// <param name="Kind">The form of the perturbation by which that class stands out most.</param>
/// <param name="Reached">Percent of the images of other classes that the best of them leads there.</param>
/// <param name="Others">What the same search reached for other classes, the median.</param>
public sealed record RepairCheck(int Class, string Kind, double Reached, double Others)
{
    /// <summary>Points by which the class may be reached more than the others. Measured: docs/results.md.</summary>
    public const double Margin = 10;

    /// <summary>How much more the class is reached than the others.</summary>
    public double Excess => Reached - Others;

    /// <summary>Whether the class stands out no more. "Nothing was found that still uses it", never "gone".</summary>
    public bool Finished => Excess < Margin;
}
