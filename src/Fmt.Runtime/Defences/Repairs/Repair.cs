using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>How every repair that trains begins and ends.</summary>
internal static class Repair
{
    /// <summary>What a repair did, beside its options.</summary>
    public sealed record Outcome(ImmutableArray<EpochRow> Epochs, params ImmutableArray<string> Notes);

    /// <summary>
    /// Checks options and images, decides on flips and runs the work, on a thread with a fixed number of libtorch threads: the weights are then the same
    /// whatever the caller's number is.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    /// <exception cref="DataException">The images do not fit the network.</exception>
    public static DefenceTrace Run(NetworkModule network, ImageSet clean, RepairOptions options, DefenceContext context, Func<Augmentation, Outcome> work)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        options.Check();
        FmtDefence.Fits(network, clean, "clean");
        var trace = DefenceTrace.Empty;
        Workers.Run(1, Workers.TrainingThreads, [() =>
        {
            var flip = options.Flip ?? Mirroring.ReadsWell(network, clean, context.Seed, context.Passes);
            var outcome = work(new Augmentation(options.Crop, flip));
            network.eval();
            trace = new DefenceTrace(outcome.Epochs, options.List(flip), outcome.Notes);
        }]);
        return trace;
    }
}
