using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Compare;

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
