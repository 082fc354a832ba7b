using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Tool.Population.Edits;

/// <summary>
/// <c>fold</c>: every batch norm that reads a convolution's own map becomes part of it. The network that is made is another class of the zoo, with the same layers
/// in the same order, biases, and no such batch norms.
/// </summary>
internal sealed class Folding : INetworkEdit
{
    /// <summary>How far logits may be from the trained network's: 1 is the least that they are measured by.</summary>
    private const double Tolerance = 1e-4;

    /// <summary>Images that both are shown.</summary>
    private const int Shown = 64;

    /// <inheritdoc/>
    public string Name => "fold";

    /// <inheritdoc/>
    public void Apply(NetworkEditing editing)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var values = Folded(editing.From);
        var into = editing.To.StateEntries;
        if (!values.Select(v => string.Join('x', v.shape)).SequenceEqual(into.Select(e => string.Join('x', e.Shape))))
            throw new DataException($"{editing.Case.Network} is not {editing.FromCase.Network} with its batch norms folded: other weights are left.", editing.Case.File);
        foreach (var (entry, value) in into.Zip(values)) editing.To.StateTensor(entry.Name).copy_(value);
        editing.To.eval();
        Check(editing);
    }

    /// <summary>All weights in their order, without those of batch norms that were folded.</summary>
    private static List<torch.Tensor> Folded(NetworkModule network)
    {
        var norms = network.AllNorms.Where(n => n.Site.Producer is not null).ToDictionary(n => n.Site.Producer!);
        var gone = norms.Values.Select(n => n.Site.Name).ToHashSet();
        var values = new List<torch.Tensor>();
        foreach (var entry in network.StateEntries)
        {
            var dot = entry.Name.LastIndexOf('.');
            var (layer, part) = (entry.Name[..dot], entry.Name[(dot + 1)..]);
            if (gone.Contains(layer)) continue;
            if (!norms.TryGetValue(layer, out var norm)) values.Add(network.StateTensor(entry.Name));
            else if (part == "weight") values.AddRange(Fold(network, layer, norm));
        }

        return values;
    }

    /// <summary>Weight and bias of a convolution with its batch norm behind it.</summary>
    private static IEnumerable<torch.Tensor> Fold(NetworkModule network, string convolution, NormMaps norm)
    {
        torch.Tensor Of(string part) => network.StateTensor($"{norm.Site.Name}.{part}").to(torch.float64);
        var scale = Of("weight") / (Of("running_var") + norm.Layer.eps).sqrt();
        var weight = network.StateTensor(convolution + ".weight").to(torch.float64);
        var hasBias = network.StateEntries.Any(e => e.Name == convolution + ".bias");
        var shift = hasBias ? network.StateTensor(convolution + ".bias").to(torch.float64) - Of("running_mean") : -Of("running_mean");
        yield return weight * scale.reshape(-1, 1, 1, 1);
        yield return shift * scale + Of("bias");
    }

    private static void Check(NetworkEditing editing)
    {
        var set = editing.FromCase.LoadTest();
        var images = set.Images([.. Enumerable.Range(0, Math.Min(Shown, set.Count))]);
        torch.Tensor before = editing.From.call(images), after = editing.To.call(images);
        var apart = ((before - after).abs() / before.abs().clamp_min(1)).max().item<float>();
        if (!(apart <= Tolerance))
            throw new DataException(FormattableString.Invariant($"the folded network's logits are {apart:0.######} from the trained one's; at most {Tolerance} was expected."), editing.Case.File);
    }
}
