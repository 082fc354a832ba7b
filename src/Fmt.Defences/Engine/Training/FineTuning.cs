using System;
using Fmt.Data;
using Fmt.Modules;
using Fmt.Options;

namespace Fmt.Engine;

/// <summary>A plan of fine-tuning.</summary>
/// <param name="Epochs">Passes over the images.</param>
/// <param name="LearningRate">Learning rate of the first epoch.</param>
/// <param name="FinalLearningRate">What the cosine goes to.</param>
/// <param name="Momentum">SGD's momentum.</param>
/// <param name="WeightDecay">SGD's weight decay.</param>
/// <param name="BatchSize">Images per batch.</param>
/// <param name="Augmentation">Random crops, flips and black squares.</param>
/// <param name="HoldMasks">Zero the masked maps' weights after every step.</param>
/// <param name="Seed">Seed of order, crops, flips, black squares and dropout.</param>
public sealed record FineTuning(
    [property: Option(Origin.Set, Min = 0)] int Epochs,
    [property: Option(Origin.Set, Min = 0)] double LearningRate,
    [property: Option(Origin.Set, Min = 0)] double FinalLearningRate,
    [property: Option(Origin.Set, Min = 0, Max = 1, BelowMax = true)] double Momentum,
    [property: Option(Origin.Set, Min = 0)] double WeightDecay,
    [property: Option(Origin.Set, Min = 1)] int BatchSize,
    Augmentation Augmentation,
    bool HoldMasks,
    int Seed)
{
    /// <summary>Trains on adversarial images in place of the clean ones; null for clean ones.</summary>
    public AdversarialTraining? Adversarial { get; init; }

    /// <summary>What convolutions compute in. Default: the weights' type.</summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>Batch norm keeps the running statistics that it has.</summary>
    public bool FrozenStatistics { get; init; }

    /// <summary>
    /// The network goes on from trained weights, so that a state of the training is of these weights too. Of freshly initialised ones it is not: they follow from the seed.
    /// </summary>
    public bool StartsTrained { get; init; }

    /// <summary>Refuses numbers out of their range.</summary>
    /// <exception cref="ArgumentException">It names the option, its value and what it must be.</exception>
    internal void Check()
    {
        OptionRange.Check(this);
        if (Adversarial is not null) OptionRange.Check(Adversarial);
    }

    /// <summary>final + (first - final)/2 * (1 + cos(pi * epoch/epochs)), epoch from 0.</summary>
    public double RateOf(int epoch) => RateSchedules.CosineByEpoch(LearningRate, FinalLearningRate)(new TrainingMoment(epoch, Epochs, 0, 0));

    /// <summary>All of it, as text: what a state of the training is of.</summary>
    internal string Text => FormattableString.Invariant(
        $"{Epochs} {LearningRate} {FinalLearningRate} {Momentum} {WeightDecay} {BatchSize} {Augmentation.Crop} {Augmentation.Flip} {HoldMasks} {Seed}")
        + (Adversarial is { } adversarial ? FormattableString.Invariant($"\nadversarial {adversarial.Eps} {adversarial.StepSize} {adversarial.Steps}") : "")
        + (Augmentation.Cutout > 0 ? FormattableString.Invariant($"\ncutout {Augmentation.Cutout}") : "")
        + (FrozenStatistics ? "\nfrozen statistics" : "")
        + FormattableString.Invariant($"\n{Precision}");
}
