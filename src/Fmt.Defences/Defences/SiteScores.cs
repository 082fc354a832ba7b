using System;
using System.Collections.Immutable;

namespace Fmt.Defences;

/// <summary>How the maps of one site fared in the test.</summary>
/// <param name="Layer">The site's name in the state_dict, for instance <c>layer1.0.conv1</c>.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="Images">Images each map was tested with.</param>
/// <param name="Mispredicted">Per channel, how many of the images made for this map the network misread; more is more suspect.</param>
/// <param name="Pruned">The pruned channels, ascending.</param>
public sealed record SiteScores(
    string Layer,
    int Height,
    int Width,
    int Images,
    ImmutableArray<int> Mispredicted,
    ImmutableArray<int> Pruned)
{
    /// <summary>Number of feature maps.</summary>
    public int Channels => Mispredicted.Length;

    /// <summary>All maps have one score, so that the selection among them is arbitrary (lowest channels first).</summary>
    public bool AllTied => Mispredicted.Length > 1 && Mispredicted.AsSpan().IndexOfAnyExcept(Mispredicted[0]) < 0;
}
