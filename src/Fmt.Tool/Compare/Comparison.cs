using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Compare;

/// <summary>All results of a comparison, as every view shows them.</summary>
/// <param name="Cases">Case by case.</param>
/// <param name="Summary">Method by method, over the cases whose backdoor worked.</param>
/// <param name="Seeds">The seeds.</param>
internal sealed record Comparison(ImmutableArray<CaseRows> Cases, ImmutableArray<SummaryRow> Summary, ImmutableArray<int> Seeds)
{
    public static Comparison Of(RunStore store, RunKeys keys, IReadOnlyList<ComparedCase> cases, IReadOnlyList<string> methods, IReadOnlyList<int> seeds, bool scores)
    {
        ImmutableArray<CaseRows> rows = [.. cases.Select(c => new CaseRows(
            c.Name,
            c.File.Network,
            [.. methods.Select(m => MethodRow.Of(m, [.. seeds.Select(s => store.Find<MethodResult>(keys.Method(c, m, s))).OfType<MethodResult>()])).OfType<MethodRow>()],
            InnocentRow.Of(
                store.Find<InnocentResult>(keys.Innocent(c)),
                keys.ReActivate ? [.. seeds.Select(s => store.Find<InnocentResult>(keys.InnocentReActivated(c, s))).OfType<InnocentResult>()] : []),
            scores ? store.Find<ScoresResult>(keys.Scores(c)) : null))];
        var attacked = rows.Where(r => r.Before is { } before && Backdoored.Is(before) == true).ToArray();
        return new Comparison(rows, [.. methods.Select(m => SummaryRow.Of(m, [.. attacked.SelectMany(c => c.Methods.Where(r => r.Method == m))])).OfType<SummaryRow>()], [.. seeds]);
    }
}
