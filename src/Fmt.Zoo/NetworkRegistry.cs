using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Fmt.Cases;
using Fmt.Modules;
using Fmt.Weights;

namespace Fmt.Zoo;

/// <summary>A declared network that case files can name.</summary>
/// <param name="Name">What a case calls it: the class.</param>
/// <param name="Make">Makes a new one.</param>
/// <param name="Assembly">Where it is declared.</param>
public sealed record DeclaredNetwork(string Name, Func<NetworkModule> Make, Assembly Assembly);

/// <summary>The networks that case files can name. One name may stand for several classes of one assembly, told apart by classes and channels.</summary>
/// <param name="networks">The networks.</param>
public sealed class NetworkRegistry(ImmutableArray<DeclaredNetwork> networks)
{
    /// <summary>All names, each once.</summary>
    public ImmutableArray<string> Names { get; } = [.. networks.Select(n => n.Name).Distinct()];

    /// <summary>The assembly that declares a network; null where none is of this name.</summary>
    public Assembly? AssemblyOf(string name) => networks.FirstOrDefault(n => n.Name == name)?.Assembly;

    /// <summary>These networks and more.</summary>
    /// <param name="more">Those of another assembly.</param>
    /// <exception cref="ArgumentException">A name is there twice; the message says where.</exception>
    public NetworkRegistry With(IReadOnlyList<DeclaredNetwork> more)
    {
        ArgumentNullException.ThrowIfNull(more);
        var known = networks.DistinctBy(n => n.Name).ToDictionary(n => n.Name);
        foreach (var network in more)
        {
            if (!known.TryAdd(network.Name, network))
                throw new ArgumentException($"There are two networks '{network.Name}', in {known[network.Name].Assembly.Location} and in {network.Assembly.Location}; rename one, so that a case file can tell them apart.");
        }

        return new NetworkRegistry([.. networks, .. more]);
    }

    /// <summary>A new network of this name as it is declared; of several the first.</summary>
    /// <exception cref="ArgumentException">None is declared; the message names the nearest and lists those that are.</exception>
    public NetworkModule MakeAsDeclared(string name) => (networks.FirstOrDefault(n => n.Name == name) ?? throw new ArgumentException(Unknown(name))).Make();

    /// <summary>A new network of this name with this number of classes and input channels.</summary>
    /// <exception cref="ArgumentException">None is declared; the message names the nearest and lists those that are.</exception>
    public NetworkModule Make(string name, int classes, int channels)
    {
        var seen = new List<string>();
        foreach (var candidate in networks.Where(n => n.Name == name))
        {
            var network = candidate.Make();
            if (network.ClassCount == classes && network.InputShape.Channels == channels) return network;
            seen.Add($"{network.ClassCount} classes and {network.InputShape.Channels} channels");
            network.Dispose();
        }

        throw new ArgumentException(seen.Count == 0
            ? Unknown(name)
            : $"'{name}' is declared with {string.Join(", or ", seen)}, not with {classes} classes and {channels} channels.");
    }

    private string Unknown(string name) =>
        $"No network '{name}' is declared here{(NearestName.Nearest(name, Names) is { } near ? $" (did you mean '{near}'?)" : "")}. Declared: {string.Join(", ", Names)}. Those of an assembly of your own are known to fmtdsl by --networks ASSEMBLY.dll.";

    /// <summary>The network that the case names, with the case's weights and normalisation.</summary>
    public NetworkModule Open(CaseFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var network = Make(file.Network, file.Classes, file.Channels);
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
