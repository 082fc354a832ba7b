using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

public abstract partial class NetworkModule
{
    /// <summary>
    /// Makes masks permanent in the weights: of every masked map the filter and its bias become zero, and where a batch norm is the map's only
    /// reader, its scale and shift too, so that the map is really zero behind it (FMT's pruning, notes on 8.2). PyTorch then reads a pruned network.
    /// </summary>
    public void MaskedWeightsToZero()
    {
        foreach (var maps in _maps.Where(m => m.Mask.Count > 0))
        {
            ZeroWeights(_layers[maps.Site.Name], _layerFacts[maps.Site.Name], maps.Mask, true);
            if (maps.Site.BatchNorm is { } norm) ZeroWeights(_layers[norm], _layerFacts[norm], maps.Mask, true);
        }
    }

    /// <summary>Zeroes a layer's weights of some output channels, and where asked for their biases, once. Nothing is masked, so what is trained afterwards may grow back.</summary>
    internal void ZeroWeights(string name, IReadOnlyList<int> channels, bool bias)
    {
        // Layers inside opaque modules too.
        var layer = LayersInRegistrationOrder.Single(l => l.Name == name).Layer;
        var facts = FactsOf(name, layer);
        var shape = StateTensor(name + ".weight").shape;
        var mask = new ChannelMask((int)(facts.FilterAxis == 1 ? facts.Groups * shape[1] : shape[0]));
        mask.Set(channels);
        ZeroWeights(layer, facts, mask, bias);
        mask.Forget();
    }

    /// <summary>What pruning must know of a layer, by its name.</summary>
    internal LayerFacts FactsOf(string name, torch.nn.Module layer) => _layerFacts.GetValueOrDefault(name) ?? LayerFacts.OfUndeclared(name, layer);

    private static void ZeroWeights(torch.nn.Module layer, LayerFacts facts, ChannelMask mask, bool bias)
    {
        using var noGrad = torch.no_grad();
        if (layer.get_parameter("weight") is not { } weight) return;
        if (facts.FilterAxis == 1) ZeroFilters(weight, facts.Groups, mask);
        else Zero(weight, mask);
        if (bias && layer.get_parameter("bias") is { } shift) Zero(shift, mask);
    }

    private static void ZeroFilters(torch.Tensor weight, int groups, ChannelMask mask)
    {
        // [in, out/groups, kH, kW]: filter c is slice c % (out/groups) of the rows that belong to its group.
        var width = weight.shape[1];
        using var keep = mask.Keep(weight).reshape(groups, 1, width, 1, 1);
        using var grouped = weight.view(groups, weight.shape[0] / groups, width, weight.shape[2], weight.shape[3]);
        grouped.mul_(keep);
    }

    private static void Zero(torch.Tensor tensor, ChannelMask mask)
    {
        using var keep = mask.Keep(tensor).reshape([mask.Channels, .. Enumerable.Repeat(1L, (int)tensor.dim() - 1)]);
        tensor.mul_(keep);
    }
}
