using System.Collections.Generic;

namespace Fmt.Generators;

/// <summary>The steps up to a site, or from the last one to the logits.</summary>
/// <param name="Number">Its number; also the site's that it ends with.</param>
/// <param name="Steps">In execution order.</param>
internal sealed record Segment(int Number, IReadOnlyList<Step> Steps);
