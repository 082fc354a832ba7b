using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Where the maps of one resolution can be looked at before the network goes on to the next one.</summary>
/// <param name="Place">What it is, for instance <c>input of block2.layer.0.bn1</c>.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="Observe">Calls the handler with the live maps [N, C, H, W] of a network of this kind in every pass; dispose the result to stop.</param>
internal sealed record StageOutput(string Place, int Height, int Width, Func<NetworkModule, Action<torch.Tensor>, IDisposable> Observe)
{
    /// <summary>
    /// The outputs of the last stages, in execution order. A stage is a resolution; 1x1 maps are none, their normalised attention is always 1.
    /// Taken is, in this order: the residual sum that the stage's last convolution enters, where a batch norm reads it; the output of the batch norm that
    /// is the last convolution's only reader; the convolution's own maps.
    /// </summary>
    public static ImmutableArray<StageOutput> LastOf(NetworkModule network, int stages) =>
    [
        .. network.AllMaps.Select(m => m.Site).Where(s => s.Height * s.Width > 1)
            .GroupBy(s => (s.Height, s.Width)).Select(g => g.Last()).OrderBy(s => s.Index).TakeLast(stages)
            .Select(last => Of(network, last)),
    ];

    private static StageOutput Of(NetworkModule network, Site last)
    {
        var norms = network.AllNorms.Select(n => n.Site).ToArray();
        if (last.FeedsSum && norms.LastOrDefault(n => n.Relation == NormRelation.Sum && (n.Height, n.Width) == (last.Height, last.Width)) is { } sum)
            return new StageOutput("input of " + sum.Name, last.Height, last.Width, (n, handler) => n.AllNorms[sum.Index].ObserveInput(handler));
        if (norms.FirstOrDefault(n => n.Name == last.BatchNorm) is { } norm)
            return new StageOutput("output of " + norm.Name, last.Height, last.Width, (n, handler) => n.AllNorms[norm.Index].Observe(handler));
        return new StageOutput("maps of " + last.Name, last.Height, last.Width, (n, handler) => n.AllMaps[last.Index].Observe(handler));
    }
}
