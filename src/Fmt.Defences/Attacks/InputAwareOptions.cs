using Fmt.Options;

namespace Fmt.Attacks;

/// <summary>How the Input-aware attack is trained. Defaults: BackdoorBench (2025-07).</summary>
/// <param name="MaskEpochs">Epochs in which the mask generator is trained alone, before the others.</param>
/// <param name="Density">Share of an image that a mask may cover without a penalty.</param>
/// <param name="DensityWeight">Weight of that penalty.</param>
/// <param name="DiversityWeight">Weight of the loss that keeps the patterns and masks of two images apart.</param>
/// <param name="LearningRate">Of both generators' Adam, betas 0.5 and 0.9.</param>
public sealed record InputAwareOptions(
    [property: Option(Origin.ReleasedCode, Min = 0)] int MaskEpochs = 25,
    [property: Option(Origin.ReleasedCode, Min = 0, Max = 1)] double Density = 0.032,
    [property: Option(Origin.ReleasedCode, Min = 0)] double DensityWeight = 100,
    [property: Option(Origin.ReleasedCode, Min = 0)] double DiversityWeight = 1,
    [property: Option(Origin.ReleasedCode, Min = 0, AboveMin = true)] double LearningRate = 0.01);
