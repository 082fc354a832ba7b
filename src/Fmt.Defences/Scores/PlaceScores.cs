using System;
using System.Collections.Immutable;

namespace Fmt.Scores;

/// <summary>The scores of one place.</summary>
/// <param name="Place">A convolution by its name in the state_dict, or a residual sum by the name of the batch norm that reads it.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="Values">One score per channel, higher is more suspect.</param>
public sealed record PlaceScores(string Place, int Height, int Width, ImmutableArray<double> Values)
{
    internal static PlaceScores Of(Place place, ReadOnlySpan<double> values) => new(place.Name, place.Height, place.Width, [.. values]);
}
