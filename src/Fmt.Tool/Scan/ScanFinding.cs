using System.Collections.Immutable;

namespace Fmt.Tool.Scan;

/// <summary>One thing that a scan says of a network.</summary>
/// <param name="Rule">Which sign.</param>
/// <param name="Message">One sentence with its figures.</param>
/// <param name="Figures">Figures and thresholds by name.</param>
internal sealed record ScanFinding(ScanRule Rule, string Message, ImmutableSortedDictionary<string, double> Figures);
