using System.Collections.Immutable;
using Fmt.Engine;

namespace Fmt.Attacks;

/// <summary>What the training of an Input-aware attack gives beside the network.</summary>
/// <param name="Trigger">Makes every image's pattern. The caller owns it.</param>
/// <param name="Rows">One row per epoch, those of the mask generator first; their accuracy is NaN.</param>
public sealed record InputAwareResult(InputAwareTrigger Trigger, ImmutableArray<EpochRow> Rows);
