using Fmt.Data;
using Fmt.Options;

namespace Fmt.Scores;

/// <summary>How a copy is made to forget its classes. Defaults: RNP (Li et al., ICML 2023), as published.</summary>
public sealed record Unlearning : OptionSet
{
    /// <summary>Clean images at most, class-balanced. RNP: 500.</summary>
    [Option(Origin.Paper, Min = 1)]
    public int Images { get; init; } = 500;

    /// <summary>Images per batch. RNP: 128.</summary>
    [Option(Origin.Paper, Min = 1)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Learning rate of the first ten epochs, a tenth of it afterwards. RNP: 0.01.</summary>
    [Option(Origin.Paper, Min = 0, AboveMin = true)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Momentum of SGD. RNP: 0.9.</summary>
    [Option(Origin.Paper, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. RNP: 5e-4.</summary>
    [Option(Origin.Paper, Min = 0)]
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Epochs at most. RNP: 20.</summary>
    [Option(Origin.Paper, Min = 1)]
    public int Epochs { get; init; } = 20;

    /// <summary>An epoch whose training accuracy is at most this is the last, in percent. RNP: 20 whatever the number of classes.</summary>
    [Option(Origin.Paper, Min = 0, Max = 100)]
    public double StopAccuracy { get; init; } = 20;

    /// <summary>Crops and flips. RNP's code uses those of training; the default is none, because which ones those were is not known.</summary>
    [Option(Origin.Ours)]
    public Augmentation Augmentation { get; init; } = Augmentation.None;
}
