using System.Collections.Generic;

namespace Fmt.Generators;

/// <summary>The forward pass as straight-line code: order, numbers, last uses, what runs in place. It holds decisions and no text.</summary>
/// <param name="Segments">One per site, and the last one to the logits.</param>
/// <param name="Values">How many values there are; value 0 is the input.</param>
/// <param name="SiteValues">The value of each site.</param>
/// <param name="Output">The value of the logits.</param>
internal sealed record ForwardPlan(IReadOnlyList<Segment> Segments, int Values, IReadOnlyList<int> SiteValues, int Output);
