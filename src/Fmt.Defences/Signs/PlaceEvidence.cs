using System.Collections.Immutable;

namespace Fmt.Signs;

/// <summary>The suspect maps of one batch norm in the last resolution stage.</summary>
/// <param name="Norm">The batch norm's name.</param>
/// <param name="Layer">The convolution whose maps they are; null for a residual sum.</param>
/// <param name="Channels">The suspect channels, ascending.</param>
/// <param name="Divergence">Per channel, all of them, in nats.</param>
public sealed record PlaceEvidence(string Norm, string? Layer, ImmutableArray<int> Channels, ImmutableArray<double> Divergence);
