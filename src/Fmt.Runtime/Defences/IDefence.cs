using System;
using System.Collections.Immutable;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>
/// A way to repair a network: pruning, training, or both. It changes the network in place and leaves it in evaluation mode; what must be masked for
/// good stays masked. It sees clean images only: whoever measures ASR does so outside.
/// </summary>
public interface IDefence
{
    /// <summary>The method's name in the papers, for instance <c>FT-SAM</c>.</summary>
    string Name { get; }

    /// <summary>
    /// Changes the network, for better or worse. Callers use <see cref="Defence.Apply"/>, which holds images back to judge the outcome by and never hands back a
    /// network that lost more than a bound.
    /// </summary>
    /// <param name="network">A generated network; changed.</param>
    /// <param name="clean">Clean images with true labels, all of which training may see.</param>
    /// <param name="context">Seed, progress, cancellation, what the work cost.</param>
    /// <returns>What was done, for the report.</returns>
    DefenceTrace Attempt(NetworkModule network, ImageSet clean, DefenceContext context);
}

/// <summary>Running a defence.</summary>
public static class Defence
{
    /// <summary>
    /// Repairs the network and judges the outcome by clean images that no training saw (<see cref="AccuracyGuard"/>): where accuracy falls by more than
    /// <see cref="DefenceContext.MaxAccuracyLoss"/> it tries once more with frozen statistics, and else hands the network back as it came.
    /// </summary>
    /// <param name="defence">The method.</param>
    /// <param name="network">A generated network; changed. Where something fails or is cancelled it is as it was.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, bound, progress, cancellation, what the work cost.</param>
    /// <returns>What was done, for the report.</returns>
    /// <exception cref="NetworkException">Weights or answers are not numbers, or the answers have nothing to do with the labels.</exception>
    /// <exception cref="DataException">The images do not fit the network, or no class has two, so that none can be held back.</exception>
    public static DefenceTrace Apply(this IDefence defence, NetworkModule network, ImageSet clean, DefenceContext context)
    {
        ArgumentNullException.ThrowIfNull(defence);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        FmtDefence.Fits(network, clean, "clean");
        NetworkCheck.Before(network, clean, context);
        var (trace, guard) = GuardedRun.Of(network, GuardedImages.Split(clean, context), context, (fit, run) =>
        {
            var done = defence.Attempt(network, fit, run);
            return (done, Trained: !done.Epochs.IsEmpty);
        });
        return trace with { Guard = guard, Notes = guard?.Sentence is { } handedBack ? trace.Notes.Insert(0, handedBack) : trace.Notes };
    }
}

/// <summary>What every defence is given beside network and images.</summary>
/// <param name="Seed">Seed of every random choice; streams are named by purpose.</param>
/// <param name="Progress">Told the part, units done and units in all; null for nobody.</param>
/// <param name="Cancellation">Looked at before every step.</param>
public sealed record DefenceContext(int Seed, Action<string, int, int>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Points of accuracy on held-out clean images that a defence may cost, see <see cref="AccuracyGuard"/>. 100 holds nothing back and judges nothing. Default 3.</summary>
    public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

    /// <summary>Go on where the network reads clean images no better than guessing, see <see cref="FmtOptions.AnyAccuracy"/>.</summary>
    public bool AnyAccuracy { get; init; }

    /// <summary>Every batch norm keeps the statistics that the network came with while it is trained: a second attempt, where the first cost too much.</summary>
    public bool FrozenStatistics { get; init; }

    /// <summary>Counts the images run forward and backward.</summary>
    public PassCounter Passes { get; } = new();
}

/// <summary>What a defence did.</summary>
/// <param name="Epochs">Its training, epoch by epoch.</param>
/// <param name="Settings">Every choice by name, with its value and where it comes from.</param>
/// <param name="Notes">What a reader must know to judge the figures.</param>
public sealed record DefenceTrace(ImmutableArray<EpochRow> Epochs, ImmutableArray<Setting> Settings, ImmutableArray<string> Notes)
{
    /// <summary>What the held-out images said of the outcome; null where it was not judged.</summary>
    public AccuracyGuard? Guard { get; init; }

    /// <summary>Nothing to tell.</summary>
    public static DefenceTrace Empty { get; } = new([], [], []);
}
