using System.Collections.Generic;

namespace Fmt.Tool.Inference;

/// <summary>What a built class offers to those that use it.</summary>
/// <param name="BeginsWithNorm">Whether its first layer is a batch norm (pre-activation): then no activation belongs before it.</param>
/// <param name="Downsamplings">Strides and pools on the way through, for a guess of the input's size.</param>
/// <param name="MayBePooled">Whether it is a stretch of its own, before or behind which maps may be pooled.</param>
internal sealed record BlockFacts(string Name, Width Input, Width Output, IReadOnlyList<BlockParameter> Parameters, bool BeginsWithNorm, int Downsamplings, bool MayBePooled);
