using System.Collections.Immutable;
using System.Linq;
using Fmt.Metrics;

namespace Fmt.Tool.Compare;

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
