using System.Collections.Generic;
using System.Linq;
using Fmt.Metrics;
using Fmt.Tool.Compare;

namespace Fmt.Tool.Signs;

/// <summary>A network, what it does, and what every sign says of it.</summary>
/// <param name="Name">The case's.</param>
/// <param name="Network">The class that declares it.</param>
/// <param name="Rates">As it came.</param>
/// <param name="Results">By sign, seed by seed.</param>
internal sealed record SignedNetwork(string Name, string Network, Rates Rates, IReadOnlyDictionary<string, SignResult[]> Results)
{
    /// <summary>Whether it has a backdoor; null where that is half true.</summary>
    public bool? IsBackdoored => Backdoored.Is(Rates);

    /// <summary>Median over the seeds; null where the sign says nothing.</summary>
    public double? Statistic(string sign)
    {
        double[] all = [.. Results[sign].Select(r => r.Statistic).OfType<double>().Order()];
        return all.Length == 0 ? null : all[all.Length / 2];
    }
}
