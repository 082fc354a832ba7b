using System.Collections.Generic;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Options of <see cref="FineTune"/>. Defaults are BackdoorBench's (arXiv 2206.12654) where it has one; the schedule is shorter.</summary>
public sealed record FineTuneOptions : RepairOptions
{
    /// <summary>Passes over the images. BackdoorBench: 100; default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>First learning rate. BackdoorBench: 0.01. With 0.02 some additive triggers are forgotten.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What the cosine goes to, step by step. BackdoorBench: by epoch, to 0; default 1e-4.</summary>
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Momentum of SGD. BackdoorBench: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. BackdoorBench: 5e-4.</summary>
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Share of the target that goes to the other classes. BackdoorBench: 0.</summary>
    public double LabelSmoothing { get; init; }

    private protected override void CheckOwn()
    {
        Require(Epochs >= 0, nameof(Epochs), Epochs, "at least 0");
        RequireRate(nameof(LearningRate), LearningRate);
        RequireRate(nameof(FinalLearningRate), FinalLearningRate);
        Require(Momentum is >= 0 and < 1, nameof(Momentum), Momentum, "in [0, 1)");
        RequireRate(nameof(WeightDecay), WeightDecay);
        Require(LabelSmoothing is >= 0 and < 1, nameof(LabelSmoothing), LabelSmoothing, "in [0, 1)");
    }

    private protected override IEnumerable<Setting> ListOwn() =>
    [
        Of(nameof(Epochs), Epochs, 10, Ours),
        Of(nameof(LearningRate), LearningRate, 0.01, Published),
        Of(nameof(FinalLearningRate), FinalLearningRate, 1e-4, Ours),
        Of(nameof(Momentum), Momentum, 0.9, Published),
        Of(nameof(WeightDecay), WeightDecay, 5e-4, Published),
        Of(nameof(LabelSmoothing), LabelSmoothing, 0, Published),
    ];
}

/// <summary>FT: plain fine-tuning of all parameters on clean images with the masks held. The control that every other repair is read beside.</summary>
/// <param name="options">Default: <see cref="FineTuneOptions"/> as they are.</param>
public sealed class FineTune(FineTuneOptions? options = null) : IDefence
{
    /// <inheritdoc/>
    public string Name => "FT";

    /// <summary>What it is done with.</summary>
    public FineTuneOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, DefenceContext context) => Repair.Run(network, clean, Options, context, augmentation =>
    {
        using var optimizer = torch.optim.SGD(network.parameters(), Options.LearningRate, momentum: Options.Momentum, weight_decay: Options.WeightDecay);
        var plan = new TrainingPlan(Name, Options.Epochs, Options.BatchSize, augmentation, RateSchedules.CosineByStep(Options.LearningRate, Options.FinalLearningRate), Options.Precision);
        return new Repair.Outcome(TrainingLoop.Run(network, clean, plan, optimizer, Step, context));

        StepResult Step(Batch batch) => TrainingLoop.Step(network, optimizer, batch.Images, batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels, Options.LabelSmoothing), context.Passes);
    });
}
