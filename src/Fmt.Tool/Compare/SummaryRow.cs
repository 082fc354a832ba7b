using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Compare;

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
