using Fmt.Cases;
using Fmt.Modules;

namespace Fmt.Zoo;

/// <summary>Makes the network of a case file.</summary>
public static class CaseNetworks
{
    /// <summary>The zoo's network that the case names, with the case's weights and normalisation.</summary>
    public static NetworkModule Open(CaseFile file) => Networks.Registry.Open(file);
}
