using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Signs;

/// <summary>One sign over many networks.</summary>
/// <param name="Sign">Its name.</param>
/// <param name="Threshold">From where its statistic counts.</param>
/// <param name="Innocent">Innocent networks that it says something of.</param>
/// <param name="FalseAlarms">Runs per innocent network that were above the threshold, summed.</param>
/// <param name="Backdoored">Backdoored networks that it says something of.</param>
/// <param name="Misses">Runs per backdoored network that were below it, summed.</param>
/// <param name="Auroc">Chance that a backdoored network has a larger statistic than an innocent one; ties count half. Null without one of each.</param>
/// <param name="Seconds">Median.</param>
/// <param name="Forwards">Median of forward equivalents, a backward pass being two.</param>
internal sealed record SignSummary(string Sign, double Threshold, int Innocent, double FalseAlarms, int Backdoored, double Misses, double? Auroc, double Seconds, double Forwards)
{
    public static SignSummary Of(string sign, IReadOnlyList<SignedNetwork> networks)
    {
        SignedNetwork[] judged = [.. networks.Where(n => n.Statistic(sign) is not null)];
        SignedNetwork[] innocent = [.. judged.Where(n => n.IsBackdoored == false)], backdoored = [.. judged.Where(n => n.IsBackdoored == true)];
        SignResult[] runs = [.. networks.SelectMany(n => n.Results[sign])];
        var pairs = backdoored.SelectMany(_ => innocent, (b, i) => b.Statistic(sign)!.Value.CompareTo(i.Statistic(sign)!.Value)).ToArray();
        return new SignSummary(
            sign, runs.Length == 0 ? 0 : runs[0].Threshold,
            innocent.Length, innocent.Sum(n => Share(n.Results[sign], true)), backdoored.Length, backdoored.Sum(n => Share(n.Results[sign], false)),
            pairs.Length == 0 ? null : pairs.Average(c => c > 0 ? 1 : c == 0 ? 0.5 : 0),
            Median(runs.Select(r => r.Seconds)), Median(runs.Select(r => (double)r.Forward + 2 * r.Backward)));
    }

    private static double Share(SignResult[] runs, bool found) => (double)runs.Count(r => r.Found == found) / runs.Length;

    private static double Median(IEnumerable<double> values)
    {
        double[] all = [.. values.Order()];
        return all.Length == 0 ? 0 : all[all.Length / 2];
    }
}
