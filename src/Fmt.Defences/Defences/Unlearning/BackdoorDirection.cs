using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Metrics;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Where the poisoned images lay at the last batch norm, and how far perturbations of the network as it came go there.</summary>
/// <param name="Values">u: remembered mean less clean mean, in units of the batch norm's output. The poisoned images' own shift is u over their share, so it is longer.</param>
/// <param name="Strength">Median over the perturbations, in lengths of u: what is injected.</param>
/// <param name="Reach">The largest of them, at least 1, since no share is above 1: what responses are compared with.</param>
internal sealed record BackdoorDirection(IReadOnlyList<double> Values, double Strength, double Reach)
{
    public static BackdoorDirection Of(IReadOnlyList<double> values, IReadOnlyList<double> strengths) => new(values, Median.Of(strengths), Math.Max(1, strengths.Max()));

    /// <summary>
    /// How far a perturbation moves images along u: mean of (&lt;h' - h, u&gt; / (reach*|u|^2))^2, 1 for one that goes as far as the farthest did. The
    /// clean images' maps take no gradient.
    /// </summary>
    /// <param name="clean">h: spatial means of the last batch norm's output, [n, C].</param>
    /// <param name="perturbed">h', the same images perturbed, [n, C].</param>
    public torch.Tensor Response(torch.Tensor clean, torch.Tensor perturbed)
    {
        var u = torch.tensor(Values.Select(v => (float)v).ToArray(), device: clean.device);
        // Products, not matmul: u lies where the garbage collector put it, and MKL's last digits depend on its alignment.
        var along = ((perturbed - clean.detach()) * u).sum(1);
        return (along / (u.square().sum() * Reach)).square().mean();
    }
}
