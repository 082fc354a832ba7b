using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// What a batch norm remembers against what clean images give it. Running statistics were collected with the poisoned images in; clean ones are
/// without. The difference is the backdoor's trace (BNP, Zheng et al., NeurIPS 2022, section 4), and its mean part a direction in feature space.
/// </summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Divergence">Per channel, KL of the Gaussian of clean images from the Gaussian of the running statistics, in nats.</param>
/// <param name="Direction">Per channel, (running mean - clean mean) in units of the batch norm's output: times scale / sqrt(running variance + eps).</param>
public sealed record NormMemory(NormSite Norm, ImmutableArray<double> Divergence, ImmutableArray<double> Direction)
{
    /// <summary>The largest divergence of a channel.</summary>
    public double Largest => Divergence.Max();

    /// <summary>The middle one.</summary>
    public double Median => Divergence.Order().ElementAt(Divergence.Length / 2);

    /// <summary>
    /// Reads every batch norm's memory. Images go in without augmentation: crops alone would outweigh a backdoor's trace.
    /// </summary>
    /// <param name="network">The network; left in evaluation mode.</param>
    /// <param name="images">Clean images.</param>
    /// <param name="dropout">Leave dropout on, as it was when the statistics were collected; it draws from <see cref="NetworkModule.Generator"/>. Batch norms are in evaluation mode either way.</param>
    /// <param name="passes">Counts the images.</param>
    /// <param name="cancellation">Looked at before every batch.</param>
    public static ImmutableArray<NormMemory> Read(NetworkModule network, ImageSet images, bool dropout, PassCounter? passes = null, CancellationToken cancellation = default)
    {
        const int Batch = 125;
        var device = network.parameters().First().device;
        var sums = network.AllNorms.Select(n => new Moments(n.Site.Channels)).ToArray();
        if (dropout) BatchNorms.TrainWithFrozenStatistics(network);
        else network.eval();
        var watches = network.AllNorms.Select((n, i) => n.ObserveInput(sums[i].Add)).ToArray();
        try
        {
            using var noGrad = torch.no_grad();
            for (var first = 0; first < images.Count; first += Batch)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = torch.NewDisposeScope();
                var count = Math.Min(Batch, images.Count - first);
                network.forward(images.Images(Enumerable.Range(first, count).ToArray(), device));
                passes?.Forward(count);
            }
        }
        finally
        {
            foreach (var watch in watches) watch.Dispose();
            network.eval();
        }

        return [.. network.AllNorms.Select((n, i) => Compare(n, sums[i]))];
    }

    /// <summary>The places that a backdoor's decision passes last: batch norms of the smallest maps that are more than one pixel.</summary>
    public static ImmutableArray<NormMemory> LastStage(ImmutableArray<NormMemory> memories)
    {
        var wide = memories.Where(m => m.Norm.Height * m.Norm.Width > 1).ToArray();
        if (wide.Length == 0) return memories;
        var smallest = wide.Min(m => m.Norm.Height * m.Norm.Width);
        return [.. wide.Where(m => m.Norm.Height * m.Norm.Width == smallest)];
    }

    private static NormMemory Compare(NormMaps norm, Moments clean)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        double[] Values(torch.Tensor? tensor, double otherwise) =>
            tensor is null ? Enumerable.Repeat(otherwise, norm.Site.Channels).ToArray() : tensor.to(torch.float64).cpu().data<double>().ToArray();
        var (mean, variance, scale) = (Values(norm.Layer.running_mean, 0), Values(norm.Layer.running_var, 1), Values(norm.Layer.weight, 1));
        var (divergence, direction) = (new double[mean.Length], new double[mean.Length]);
        for (var c = 0; c < mean.Length; c++)
        {
            var (m, w) = clean.Of(c);
            // Both variances get the norm's eps: a map that is constant on both sides has no divergence.
            var (v, cleanV) = (variance[c] + norm.Layer.eps, w + norm.Layer.eps);
            divergence[c] = 0.5 * Math.Log(v / cleanV) + (cleanV + (m - mean[c]) * (m - mean[c])) / (2 * v) - 0.5;
            direction[c] = (mean[c] - m) * scale[c] / Math.Sqrt(v);
        }

        return new NormMemory(norm.Site, [.. divergence], [.. direction]);
    }

    /// <summary>Sums over images and places, in double precision.</summary>
    private sealed class Moments(int channels)
    {
        private readonly double[] _sum = new double[channels];
        private readonly double[] _squares = new double[channels];
        private long _count;

        public void Add(torch.Tensor maps)
        {
            using var scope = torch.NewDisposeScope();
            var wide = maps.detach().to(torch.float64);
            var (sum, squares) = (wide.sum([0L, 2, 3]).cpu().data<double>(), wide.square().sum([0L, 2, 3]).cpu().data<double>());
            for (var c = 0; c < channels; c++)
            {
                _sum[c] += sum[c];
                _squares[c] += squares[c];
            }

            _count += maps.shape[0] * maps.shape[2] * maps.shape[3];
        }

        public (double Mean, double Variance) Of(int channel)
        {
            var mean = _sum[channel] / _count;
            return (mean, Math.Max(0, _squares[channel] / _count - mean * mean));
        }
    }
}
