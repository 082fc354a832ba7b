using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>From lists of maps, one per site in execution order, to weights that become zero.</summary>
internal static class Pruning
{
    private const int NoList = -1;

    /// <summary>Refuses a network in which lists cannot be paired with convolutions by position, before anything is computed.</summary>
    /// <exception cref="InvalidOperationException">A convolution is not tested, or something else than a Conv2d is.</exception>
    public static void Check(NetworkModule network, FeatureMapTesting options)
    {
        if (!options.PositionalLists) return;
        var convolutions = network.LayersInRegistrationOrder.Where(l => network.FactsOf(l.Name, l.Layer).FilterAxis == 0).Select(l => l.Name).ToArray();
        var odd = network.AllMaps.Select(m => m.Site.Name).ToHashSet();
        odd.SymmetricExceptWith(convolutions);
        if (odd.Count > 0)
            throw new InvalidOperationException(
                $"FeatureMapTesting.PositionalLists gives the k-th list to the k-th Conv2d of {network.GetName()}, so exactly its Conv2ds must be tested; {string.Join(", ", odd.Order(StringComparer.Ordinal))} "
                + "is a Conv2d that is not tested, or is tested and no Conv2d. Set PositionalLists to false.");
        if (!CallOrder(network, options).Order(StringComparer.Ordinal).SequenceEqual(convolutions.Order(StringComparer.Ordinal)))
            throw new InvalidOperationException($"FeatureMapTesting.CallOrder must name each Conv2d of {network.GetName()} once: {string.Join(", ", convolutions)}.");
    }

    /// <summary>
    /// The order in which the published network calls its convolutions. That is this library's order, except in a pre-activation block under its usual
    /// names (bn1 registered before conv1): its published forward calls the shortcut first, here it runs last, as declared.
    /// </summary>
    private static IReadOnlyList<string> CallOrder(NetworkModule network, FeatureMapTesting options)
    {
        if (!options.CallOrder.IsDefaultOrEmpty) return options.CallOrder;
        var registered = network.LayersInRegistrationOrder.Select(l => l.Name).ToList();
        var order = network.AllMaps.Select(m => m.Site.Name).ToList();
        foreach (var shortcut in order.Where(n => n.EndsWith(".shortcut.0", StringComparison.Ordinal)).ToArray())
        {
            var block = shortcut[..^"shortcut.0".Length];
            var (norm, convolution) = (registered.IndexOf(block + "bn1"), registered.IndexOf(block + "conv1"));
            if (norm < 0 || norm > convolution) continue;
            order.Remove(shortcut);
            order.Insert(order.IndexOf(block + "conv1"), shortcut);
        }

        return order;
    }

    /// <summary>Pairs lists with layers by the options' rules. Layers that lose nothing are left out.</summary>
    /// <param name="network">The network.</param>
    /// <param name="lists">The maps to prune, one list per site in execution order.</param>
    /// <param name="options">The rules.</param>
    /// <returns>In registration order; a norm that is a map's only reader behind its convolution.</returns>
    /// <exception cref="InvalidOperationException">A list names a channel that the layer it falls to does not have.</exception>
    public static ImmutableArray<PrunedLayer> Plan(NetworkModule network, IReadOnlyList<ImmutableArray<int>> lists, FeatureMapTesting options)
    {
        Check(network, options);
        var sites = network.AllMaps.ToDictionary(m => m.Site.Name, m => m.Site);
        var plan = ImmutableArray.CreateBuilder<PrunedLayer>();
        var called = options.PositionalLists ? CallOrder(network, options).Select(n => sites[n].Index).ToArray() : [.. sites.Values.Select(s => s.Index)];
        var (list, seen) = (called[^1], 0);
        foreach (var (name, layer) in network.LayersInRegistrationOrder)
        {
            var facts = network.FactsOf(name, layer);
            if (facts.FilterAxis is not null)
            {
                var site = sites.GetValueOrDefault(name);
                list = options.PositionalLists ? called[seen++] : site?.Index ?? NoList;
                if (site is null) continue;
                Add(name, site.Channels, options.ZeroConvBias, site);
                if (options.BatchNorms == BatchNormRule.OnlyReader && site.BatchNorm is { } reader) Add(reader, site.Channels, true, null);
            }
            else if (options.BatchNorms == BatchNormRule.LastConvolution && facts.NormalisesBatch && layer.get_parameter("weight") is { } scale)
            {
                Add(name, (int)scale.shape[0], false, null);
            }
        }

        return plan.ToImmutable();

        void Add(string name, int channels, bool bias, Site? site)
        {
            if (list == NoList || lists[list].IsEmpty) return;
            if (lists[list].Max() >= channels)
                throw new InvalidOperationException(
                    $"'{name}' of {network.GetName()} has {channels} channels, and the list it gets ({network.AllMaps[list].Site.Name}'s) names channel {lists[list].Max()}. "
                    + "The released code's pairing does not fit this network: set FeatureMapTesting.PositionalLists to false and BatchNorms to OnlyReader.");
            plan.Add(new PrunedLayer(name, list, lists[list], bias, site));
        }
    }

    /// <summary>Zeroes the weights, and masks the maps where masks are held.</summary>
    public static void Apply(NetworkModule network, ImmutableArray<PrunedLayer> plan, FeatureMapTesting options)
    {
        if (options.HoldMasks)
        {
            new MapSelection("FMT", false, [.. plan.Where(p => p.Site is not null).Select(p => new SelectedMaps(p.Layer, p.Channels))]).Apply(network, MaskKind.OnlyReader);
            return;
        }

        foreach (var layer in plan) network.ZeroWeights(layer.Layer, layer.Channels, layer.Bias);
    }
}
