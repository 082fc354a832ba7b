using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Tool.Compare;
using Fmt.Tool.Population;

namespace Fmt.Tool.Signs;

/// <summary>What signs say, as tables.</summary>
internal static class SignTables
{
    private const string Note =
        "Backdoored: ASR of at least 50; innocent: no trigger, or an ASR under 20. AUROC: chance that a backdoored network has the larger statistic, by medians over the seeds. "
        + "False alarms, misses: networks above, below the threshold, as shares of runs. Forwards: thousands of images, a backward pass counted as two. -: the sign says nothing of this kind of network.";

    /// <summary>The summary, then every network.</summary>
    public static IEnumerable<TextTable> Of(IReadOnlyList<SignedNetwork> networks, IReadOnlyList<string> signs)
    {
        yield return Summary("All networks", signs, networks);
        yield return new TextTable(
            "Network by network", "The statistic, by medians over the seeds; * at or above the threshold.",
            ["network", "kind", "half", "ACC", "ASR", .. signs],
            [.. networks.OrderBy(n => n.IsBackdoored).ThenBy(n => n.Name).Select(n => (string[])
            [
                n.Name, n.Network, PopulationHalf.IsForChoosing(n.Name) ? "choose" : "once", Number(n.Rates.Acc, 1), Number(n.Rates.Asr, 1),
                .. signs.Select(s => Cell(n, s)),
            ])]);
    }

    private static TextTable Summary(string title, IReadOnlyList<string> signs, IReadOnlyList<SignedNetwork> networks) => new(
        title, Note, ["sign", "AUROC", "threshold", "false alarms", "misses", "seconds", "forwards"],
        [.. signs.Select(s => SignSummary.Of(s, networks)).Select(s => (string[])
        [
            s.Sign, Number(s.Auroc, 2), Number(s.Threshold, 3), $"{Number(s.FalseAlarms, 1)} of {s.Innocent}", $"{Number(s.Misses, 1)} of {s.Backdoored}", Number(s.Seconds, 0), Number(s.Forwards / 1000, 0),
        ])]);

    private static string Cell(SignedNetwork network, string sign) =>
        network.Statistic(sign) is { } value ? Number(value, value < 1 ? 3 : 1) + (value >= network.Results[sign][0].Threshold ? " *" : "") : "-";

    private static string Number(double? value, int places) => value?.ToString("F" + places, CultureInfo.InvariantCulture) ?? "-";
}
