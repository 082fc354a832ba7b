using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Defences;

/// <summary>What all methods that train in a plain way have in common: their options, and how they begin and end.</summary>
public abstract record TrainingOptions : OptionSet
{
    private protected TrainingOptions()
    {
    }

    /// <summary>Images per batch. Default 128 (FST's; FT and FT-SAM in BackdoorBench 256, I-BAU 100, NAD 64).</summary>
    [Option(Origin.Ours, Min = 1)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Mirror images at random. Default null: where the network reads mirrored clean images within 20 points as well.</summary>
    [Option(Origin.Decided)]
    public bool? Flip { get; init; }

    /// <summary>Random crop with this zero padding, in pixels. Default 0; BackdoorBench 4, which small networks trained without it read badly.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int Crop { get; init; }

    /// <summary>What convolutions compute in while training. Default: the weights' type.</summary>
    [Option(Origin.Ours)]
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>What a training is of.</summary>
    private protected sealed record Training(NetworkModule Network, ImageSet Images, Augmentation Augmentation, RunContext Context);

    /// <summary>What a training did, beside its options.</summary>
    private protected sealed record Outcome(ImmutableArray<EpochRow> Epochs, params ImmutableArray<string> Notes);

    /// <summary>
    /// Checks options and images, decides on flips and runs the work, on a thread with a fixed number of libtorch threads: the weights are then the same
    /// whatever the caller's number is.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="DataException">The images do not fit the network.</exception>
    private protected DefenceTrace Run(NetworkModule network, ImageSet clean, RunContext context, Func<Training, Outcome> work)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        NetworkCheck.Fits(network, clean, "clean");
        var trace = DefenceTrace.Empty;
        Workers.Run(1, Workers.TrainingThreads, [() =>
        {
            var flip = Flip ?? Mirroring.ReadsWell(network, clean, context.Seed, context.Passes);
            var outcome = work(new Training(network, clean, new Augmentation(Crop, flip), context));
            network.eval();
            trace = new DefenceTrace(outcome.Epochs, List((nameof(Flip), flip)), outcome.Notes);
        }]);
        return trace;
    }

    /// <summary>The training itself, in these options' batches and precision; order, crops, flips and dropout come from the context's seed. It goes on from its checkpoint where there is one.</summary>
    private protected ImmutableArray<EpochRow> Train(
        Training training, string part, int epochs, RateSchedule rates, OptimizerHelper optimizer, Func<TrainingStep<Batch>, StepResult> step, TrainingMode mode = TrainingMode.Training, Action<int>? beforeEpoch = null)
    {
        var (network, images, augmentation, context) = training;
        using var dropout = new torch.Generator((ulong)(uint)context.Seed, network.Device);
        var plan = new TrainingPlan(part, epochs, rates, new Pass { Generator = dropout, Precision = Precision })
        {
            Mode = mode == TrainingMode.Training && context.FrozenStatistics ? TrainingMode.FrozenStatistics : mode,
        };
        var batches = BatchOrder.Of(images, new Batcher(BatchSize, context.Seed) { Augmentation = augmentation }, network.Device);
        var checkpoint = context.Checkpoint(part, network, images, () => FormattableString.Invariant($"{Identity} {augmentation}"));
        return TrainingLoop.Run(network, [new("network", network, optimizer)], batches, plan, step, context, checkpoint, beforeEpoch);
    }
}
