using Fmt.Cases;
using Fmt.Modules;

namespace Fmt.Zoo;

/// <summary>Makes the network of a case file.</summary>
public static class CaseNetworks
{
    /// <summary>The declared network that the case names, with the case's weights and normalisation.</summary>
    public static NetworkModule Open(CaseFile file)
    {
        var network = Networks.Make(file.Network, file.Classes, file.Channels);
        try
        {
            network.Load(file.WeightsPath);
            network.Normalisation = new Normalisation(file.Mean, file.Std);
            network.eval();
            return network;
        }
        catch
        {
            network.Dispose();
            throw;
        }
    }
}
