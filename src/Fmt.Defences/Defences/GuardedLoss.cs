using System;
using System.Linq;

namespace Fmt.Defences;

/// <summary>What became of the accuracy on some images.</summary>
/// <param name="After">Accuracy afterwards, in percent.</param>
/// <param name="Points">Points lost.</param>
/// <param name="StandardError">Standard error of <paramref name="Points"/>, from the same images before and after: those that both networks read alike do not count.</param>
/// <param name="Bound">What may be lost, the standard errors included.</param>
public sealed record GuardedLoss(double After, double Points, double StandardError, double Bound)
{
    /// <summary>Whether the loss is within the bound.</summary>
    public bool Within => Points <= Bound;

    /// <summary>Compares answers before and after, image by image.</summary>
    internal static GuardedLoss Of(bool[] before, bool[] after, double maxLoss)
    {
        var differences = before.Zip(after, (b, a) => (b ? 1 : 0) - (a ? 1 : 0)).ToArray();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Average(d => (d - mean) * (d - mean)) / differences.Length);
        return new GuardedLoss(100.0 * after.Count(right => right) / after.Length, 100 * mean, 100 * error, maxLoss + 200 * error);
    }
}
