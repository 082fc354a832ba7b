using System.Collections.Immutable;
using Fmt.Metrics;

namespace Fmt.Tool.Compare;

/// <summary>One case.</summary>
internal sealed record CaseRows(string Case, string Network, ImmutableArray<MethodRow> Methods, ImmutableArray<InnocentRow> Innocent, ScoresResult? Scores)
{
    public Rates? Before => Methods.Length == 0 ? null : Methods[0].Results[0].Before;
}
