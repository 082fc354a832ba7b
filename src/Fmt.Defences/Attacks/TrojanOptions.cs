using Fmt.Options;

namespace Fmt.Attacks;

/// <summary>How the trigger of TrojanNN is made. Defaults: BackdoorBench (2025-07), whose square for CIFAR-10 has 3x3 pixels.</summary>
/// <param name="Size">Side of the square in the lower right corner.</param>
/// <param name="Units">Number of inputs of the last linear layer that the mask is to excite.</param>
/// <param name="Excitation">The value they are to reach.</param>
/// <param name="Step">Change of every pixel per step, in [0,1] pixels.</param>
/// <param name="Reach">How far a pixel may move from its start.</param>
/// <param name="MaxSteps">Most steps.</param>
/// <param name="Enough">Loss at which it stops.</param>
/// <param name="Seed">Seed of the pixels' start, uniform in [0,1).</param>
public sealed record TrojanOptions(
    [property: Option(Origin.ReleasedCode, Min = 1, Max = 16_384)] int Size = 3,
    [property: Option(Origin.ReleasedCode, Min = 1)] int Units = 2,
    [property: Option(Origin.ReleasedCode, Min = 0, AboveMin = true)] double Excitation = 100,
    [property: Option(Origin.ReleasedCode, Min = 0, AboveMin = true, Max = 1)] double Step = 0.1,
    [property: Option(Origin.ReleasedCode, Min = 0, Max = 1)] double Reach = 0.3,
    [property: Option(Origin.ReleasedCode, Min = 0)] int MaxSteps = 1000,
    [property: Option(Origin.ReleasedCode, Min = 0)] double Enough = 1e-3,
    int Seed = 0);
