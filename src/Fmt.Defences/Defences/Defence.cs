using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>Running a defence.</summary>
public static class Defence
{
    /// <summary>
    /// Runs the defence and judges the outcome by clean images that no training saw (<see cref="AccuracyGuard"/>): where accuracy falls by more than
    /// <see cref="GuardOptions.MaxAccuracyLoss"/> it tries once more with frozen statistics, and else hands the network back as it came.
    /// </summary>
    /// <param name="defence">The method.</param>
    /// <param name="network">A generated network; changed. Where something fails or is cancelled it is as it was.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation, what the work cost.</param>
    /// <param name="guard">What the outcome must bear; null for the defaults.</param>
    /// <returns>What was done, for the report.</returns>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="InvalidOperationException">The network is being defended already, or the method cannot work on it.</exception>
    /// <exception cref="NetworkException">Weights or answers are not numbers, or the answers have nothing to do with the labels.</exception>
    /// <exception cref="DataException">The images do not fit the network, or no class has two, so that none can be held back.</exception>
    public static DefenceTrace Apply(this IDefence defence, NetworkModule network, ImageSet clean, RunContext context, GuardOptions? guard = null)
    {
        ArgumentNullException.ThrowIfNull(defence);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        guard ??= new();
        guard.Check();
        defence.CheckBefore(network);
        NetworkCheck.Fits(network, clean, "clean");
        using var reserved = network.Reserve();
        NetworkCheck.Before(network, clean, guard.AnyAccuracy, context);
        using var original = network.Copy();
        return GuardedRun.Of(defence, network, original, GuardedImages.Split(clean, guard, context.Seed), guard, context);
    }
}
