using System.Collections.Immutable;

namespace Fmt.Scores;

/// <summary>The chosen maps of one place.</summary>
/// <param name="Place">A convolution, or a residual sum by the batch norm that reads it.</param>
/// <param name="Channels">Channels, ascending.</param>
public sealed record SelectedMaps(string Place, ImmutableArray<int> Channels);
