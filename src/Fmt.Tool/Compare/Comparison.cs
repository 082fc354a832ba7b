using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Metrics;

namespace Fmt.Tool.Compare;

/// <summary>All results of a comparison, as every view shows them.</summary>
/// <param name="Cases">Case by case.</param>
/// <param name="Summary">Method by method, over the cases whose backdoor worked.</param>
/// <param name="Seeds">The seeds.</param>
internal sealed record Comparison(ImmutableArray<CaseRows> Cases, ImmutableArray<SummaryRow> Summary, ImmutableArray<int> Seeds)
{
    /// <summary>ASR, in percent, from which a case counts as attacked.</summary>
    private const double Attacked = 50;

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
        var attacked = rows.Where(r => r.Before?.Asr >= Attacked).ToArray();
        return new Comparison(rows, [.. methods.Select(m => SummaryRow.Of(m, [.. attacked.SelectMany(c => c.Methods.Where(r => r.Method == m))])).OfType<SummaryRow>()], [.. seeds]);
    }
}

/// <summary>One case.</summary>
internal sealed record CaseRows(string Case, string Network, ImmutableArray<MethodRow> Methods, ImmutableArray<InnocentRow> Innocent, ScoresResult? Scores)
{
    public Rates? Before => Methods.Length == 0 ? null : Methods[0].Results[0].Before;
}

/// <summary>A network that does not know a case's trigger: its rates on the stamped images, and its mean ASR after the re-activation test, which it learnt there.</summary>
internal sealed record InnocentRow(string Name, Rates Rates, double? ReActivatedAsr)
{
    public static ImmutableArray<InnocentRow> Of(InnocentResult? asTheyCame, ImmutableArray<InnocentResult> reActivated) =>
    [
        .. (asTheyCame?.Networks ?? []).Select(i =>
        {
            double[] again = [.. reActivated.SelectMany(r => r.Networks).Where(n => n.Name == i.Name).Select(n => n.Rates.Asr).OfType<double>()];
            return new InnocentRow(i.Name, i.Rates, again.Length == 0 ? null : again.Average());
        }),
    ];
}

/// <summary>One method on one case: means over the seeds, and the runs themselves.</summary>
internal sealed record MethodRow(string Method, ImmutableArray<MethodResult> Results)
{
    public static MethodRow? Of(string method, ImmutableArray<MethodResult> results) => results.Length == 0 ? null : new(method, results);

    /// <summary>The method's name, and in how many runs the network was handed back as it came.</summary>
    public string Title => Results.Count(r => r.HandedBack) is > 0 and var back ? FormattableString.Invariant($"{Method} (handed back: {back} of {Results.Length})") : Method;

    public double Acc => Results.Average(r => r.After.Acc);

    public double? Asr => Mean(r => r.After.Asr);

    public double? Ra => Mean(r => r.After.Ra);

    public double AccLoss => Results.Average(r => r.AccLoss);

    public double Der => Results.Average(r => r.Der);

    public double? ReActivatedAsr => Mean(r => r.ReActivated?.Asr);

    public double Seconds => Results.Average(r => r.Seconds);

    public double Passes => Results.Average(r => r.Forward + r.Backward);

    /// <summary>Percent of the backdoor's maps whose response fell under half.</summary>
    public double? Halved => Mean(r => r.Response is { } m ? 100.0 * m.Halved / m.Maps : null);

    private double? Mean(Func<MethodResult, double?> value)
    {
        double[] known = [.. Results.Select(value).OfType<double>()];
        return known.Length == 0 ? null : known.Average();
    }
}

/// <summary>One method over all attacked cases: each case counts once, by its mean over the seeds; the worst is the worst single run.</summary>
internal sealed record SummaryRow(string Method, int Cases, double AccLoss, double WorstAccLoss, double Asr, double WorstAsr, double Ra, double Der, double WorstDer, double? ReActivatedAsr, double Seconds)
{
    public static SummaryRow? Of(string method, ImmutableArray<MethodRow> rows)
    {
        if (rows.Length == 0) return null;
        MethodResult[] runs = [.. rows.SelectMany(r => r.Results)];
        double[] again = [.. rows.Select(r => r.ReActivatedAsr).OfType<double>()];
        return new SummaryRow(
            method, rows.Length, rows.Average(r => r.AccLoss), runs.Max(r => r.AccLoss), rows.Average(r => r.Asr ?? 0), runs.Max(r => r.After.Asr ?? 0), rows.Average(r => r.Ra ?? 0),
            rows.Average(r => r.Der), runs.Min(r => r.Der), again.Length == 0 ? null : again.Average(), rows.Average(r => r.Seconds));
    }
}
