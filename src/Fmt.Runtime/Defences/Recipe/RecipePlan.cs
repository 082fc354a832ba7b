using System;

namespace Fmt.Defences;

/// <summary>What the branches of recipe R do differently.</summary>
/// <param name="Adam">Adam instead of SGD with momentum 0.9.</param>
/// <param name="LearningRate">First rate of unlearning; a cosine per step leads to a hundredth of it.</param>
/// <param name="CleanRate">First rate of the clean phase.</param>
/// <param name="CleanEpochs">Epochs of the clean phase.</param>
/// <param name="ClipNorm">Bound of the gradient's norm; null for none.</param>
/// <param name="FrozenStatistics">Batch norm in evaluation mode.</param>
/// <param name="Inject">The direction is injected, in both phases.</param>
/// <param name="PatternsInUnlearning">A quarter of the batch once more with random patterns.</param>
/// <param name="PatternsInCleanPhase">The same in the clean phase.</param>
internal sealed record RecipePlan(
    bool Adam, double LearningRate, double CleanRate, int CleanEpochs, double? ClipNorm, bool FrozenStatistics, bool Inject, bool PatternsInUnlearning, bool PatternsInCleanPhase)
{
    public static RecipePlan Of(RepairBranch branch) => branch switch
    {
        RepairBranch.BatchStatistics => new(false, 0.01, 0.01, 7, null, false, true, false, false),
        RepairBranch.FrozenStatistics => new(false, 0.01, 0.005, 4, 3, true, false, true, true),
        _ => new(true, 0.001, 0.0003, 4, null, false, false, false, true),
    };

    /// <summary>Rate of a step of a phase.</summary>
    public static double RateAt(double first, int step, int steps)
    {
        var last = first / 100;
        return last + 0.5 * (first - last) * (1 + Math.Cos(Math.PI * step / steps));
    }
}
