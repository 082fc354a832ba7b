using Fmt.Options;

namespace Fmt.Scores;

/// <summary>How RNP's masks are recovered. Defaults: RNP, as published.</summary>
public sealed record MaskRecovery : OptionSet
{
    /// <summary>Epochs over the images that the copy unlearned on. RNP: 20.</summary>
    [Option(Origin.Paper, Min = 0)]
    public int Epochs { get; init; } = 20;

    /// <summary>Learning rate of the masks. RNP: 0.2.</summary>
    [Option(Origin.Paper, Min = 0)]
    public double LearningRate { get; init; } = 0.2;

    /// <summary>Momentum of SGD. RNP: 0.9.</summary>
    [Option(Origin.Paper, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>What cross-entropy is multiplied with. RNP: 0.2.</summary>
    [Option(Origin.Paper, Min = 0)]
    public double Weight { get; init; } = 0.2;
}
