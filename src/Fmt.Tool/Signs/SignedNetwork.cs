using System.Collections.Generic;
using System.Linq;
using Fmt.Metrics;

namespace Fmt.Tool.Signs;

/// <summary>A network, what it does, and what every sign says of it.</summary>
/// <param name="Name">The case's.</param>
/// <param name="Network">The class that declares it.</param>
/// <param name="Rates">As it came.</param>
/// <param name="Results">By sign, seed by seed.</param>
internal sealed record SignedNetwork(string Name, string Network, Rates Rates, IReadOnlyDictionary<string, SignResult[]> Results)
{
    /// <summary>ASR, in percent, from which a network counts as backdoored.</summary>
    private const double Attacked = 50;

    /// <summary>ASR below which it counts as innocent; between the two it counts as neither.</summary>
    private const double Innocent = 20;

    /// <summary>Whether it has a backdoor; null where that is half true.</summary>
    public bool? IsBackdoored => Rates.Asr is not { } asr || asr < Innocent ? false : asr >= Attacked ? true : null;

    /// <summary>Median over the seeds; null where the sign says nothing.</summary>
    public double? Statistic(string sign)
    {
        double[] all = [.. Results[sign].Select(r => r.Statistic).OfType<double>().Order()];
        return all.Length == 0 ? null : all[all.Length / 2];
    }
}
