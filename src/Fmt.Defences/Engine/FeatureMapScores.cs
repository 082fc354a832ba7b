using System.Collections.Immutable;
using Fmt.Modules;

namespace Fmt.Engine;

/// <summary>The test's outcome at one site.</summary>
/// <param name="Site">The site.</param>
/// <param name="Images">Number of images per map.</param>
/// <param name="Mispredicted">Per channel, how many of the map's adversarial images the network misreads.</param>
/// <param name="Margin">Per channel, the mean over these images of the largest wrong logit less the true one.</param>
/// <param name="StartLoss">Per channel, the mean squared change of the map at the start images.</param>
public sealed record FeatureMapScores(
    Site Site,
    int Images,
    ImmutableArray<int> Mispredicted,
    ImmutableArray<double> Margin,
    ImmutableArray<double> StartLoss);
