using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>FT: plain fine-tuning of all parameters on clean images with the masks held. The control that every other repair is read beside.</summary>
/// <remarks>Defaults are BackdoorBench's (arXiv 2206.12654) where it has one; the schedule is shorter.</remarks>
public sealed record FineTune : TrainingOptions, IDefence
{
    /// <inheritdoc/>
    public string Name => "FT";

    /// <summary>Passes over the images. BackdoorBench: 100; default 10.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int Epochs { get; init; } = 10;

    /// <summary>First learning rate. BackdoorBench: 0.01. With 0.02 some additive triggers are forgotten.</summary>
    [Option(Origin.Published, Min = 0)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What the cosine goes to, step by step. BackdoorBench: by epoch, to 0; default 1e-4.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Momentum of SGD. BackdoorBench: 0.9.</summary>
    [Option(Origin.Published, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. BackdoorBench: 5e-4.</summary>
    [Option(Origin.Published, Min = 0)]
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Share of the target that goes to the other classes. BackdoorBench: 0.</summary>
    [Option(Origin.Published, Min = 0, Max = 1, BelowMax = true)]
    public double LabelSmoothing { get; init; }

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context) => Run(network, clean, context, training =>
    {
        using var optimizer = torch.optim.SGD(network.parameters(), LearningRate, momentum: Momentum, weight_decay: WeightDecay);
        var rates = RateSchedules.CosineByStep(LearningRate, FinalLearningRate);
        return new Outcome(Train(training, Name, Epochs, rates, optimizer, Step));

        StepResult Step(TrainingStep<Batch> step) => TrainingLoop.Step(network, step.Pass, optimizer, step.Batch.Images, step.Batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels, LabelSmoothing), context.Passes);
    });
}
