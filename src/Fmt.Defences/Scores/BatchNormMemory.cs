using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// What a batch norm remembers beside what it reads on clean images. Its running statistics were collected with the poisoned images in; the
/// difference from clean statistics is the trigger's direction in feature space (Zheng et al., "Pre-activation Distributions Expose Backdoor
/// Neurons", NeurIPS 2022). It is gone where the statistics were re-estimated on clean images.
/// </summary>
/// <param name="Norm">The batch norm.</param>
/// <param name="Mean">Mean of its input over clean images and positions, per channel.</param>
/// <param name="Variance">Unbiased variance of the same.</param>
/// <param name="Kl">KL divergence of the clean Gaussian from the remembered one, per channel. The batch norm's eps is added to both variances; 0 where the channel is constant on clean images (pruned).</param>
/// <param name="Shift">Running mean - clean mean, per channel, in the units of the input.</param>
/// <param name="Direction">The shift in the units of the output: shift * scale / sqrt(running variance + eps).</param>
public sealed record BatchNormMemory(
    NormSite Norm,
    ImmutableArray<double> Mean,
    ImmutableArray<double> Variance,
    ImmutableArray<double> Kl,
    ImmutableArray<double> Shift,
    ImmutableArray<double> Direction)
{
    /// <summary>The place whose maps these are; null where the batch norm reads neither a convolution's maps nor a residual sum.</summary>
    public string? Place => Norm.Relation switch
    {
        NormRelation.Same => Norm.Producer,
        NormRelation.Sum => Norm.Name,
        _ => null,
    };

    /// <summary>The largest KL of its channels: the alarm's figure.</summary>
    public double Largest => Kl.Max();

    /// <summary>Reads all batch norms in one pass over the images. They should be augmented as in training: crops that training did not use destroy the ranking, and so do missing ones.</summary>
    /// <param name="network">The network; its running statistics and mode are left as they are.</param>
    /// <param name="clean">The images.</param>
    /// <param name="context">Seed of dropout, cancellation, count of passes.</param>
    /// <param name="dropout">Dropout active as in training, batch norms in evaluation mode: removes dropout's share of the shift.</param>
    /// <param name="augmentation">Crops and flips of the images; null for none.</param>
    /// <returns>One per batch norm with running statistics, in execution order; empty where there is none.</returns>
    /// <exception cref="NetworkException">A divergence or a direction is not a number.</exception>
    public static ImmutableArray<BatchNormMemory> Read(NetworkModule network, ImageSet clean, RunContext context, bool dropout = false, Augmentation? augmentation = null) =>
        Read(network, clean, new ScoreCost(context), dropout, augmentation);

    internal static ImmutableArray<BatchNormMemory> Read(NetworkModule network, ImageSet clean, ScoreCost cost, bool dropout, Augmentation? augmentation = null)
    {
        if (network.AllNorms.Count == 0) return [];
        using var scope = torch.NewDisposeScope();
        using var mode = new EvaluationMode(network);
        using var generator = new torch.Generator(new RandomSource(cost.Context.Seed, "scores/memory").NextUInt64(), network.Device);
        var sums = network.AllNorms.Select(n => new Moments(n)).ToArray();
        var hooks = sums.Select(s => s.Norm.ObserveInput(s.Add)).ToArray();
        try
        {
            if (dropout) BatchNorms.TrainWithFrozenStatistics(network);
            ForwardPass.Over(network, clean, cost, augmentation, pass: new Pass { Generator = generator });
        }
        finally
        {
            foreach (var hook in hooks) hook.Dispose();
        }

        return [.. sums.Select(s => s.Compare())];
    }

    /// <summary>Sums about the running mean, in double precision: no digits are lost where mean and spread differ much.</summary>
    private sealed class Moments(NormMaps norm)
    {
        private readonly torch.Tensor _running = norm.Layer.running_mean!.to(torch.float64).reshape(1, norm.Site.Channels, 1, 1);
        private readonly double[] _first = new double[norm.Site.Channels];
        private readonly double[] _second = new double[norm.Site.Channels];
        private long _count;

        public NormMaps Norm => norm;

        public void Add(torch.Tensor input)
        {
            using var scope = torch.NewDisposeScope();
            var offset = input.detach().to(torch.float64) - _running;
            var (first, second) = (ForwardPass.Doubles(offset.sum([0, 2, 3])), ForwardPass.Doubles(offset.square().sum([0, 2, 3])));
            for (var c = 0; c < _first.Length; c++) (_first[c], _second[c]) = (_first[c] + first[c], _second[c] + second[c]);
            _count += input.shape[0] * input.shape[2] * input.shape[3];
        }

        public BatchNormMemory Compare()
        {
            var (mu, v) = (ForwardPass.Doubles(_running.flatten()), ForwardPass.Doubles(norm.Layer.running_var!));
            var scale = norm.Layer.weight is { } weight ? ForwardPass.Doubles(weight) : Enumerable.Repeat(1.0, mu.Length).ToArray();
            var eps = norm.Layer.eps;
            var shift = _first.Select(s => -s / _count).ToArray();
            var w = _second.Select((s, c) => Math.Max(0, (s - _count * shift[c] * shift[c]) / Math.Max(1, _count - 1))).ToArray();
            var memory = new BatchNormMemory(
                norm.Site,
                [.. mu.Select((m, c) => m - shift[c])],
                [.. w],
                [.. w.Select((clean, c) => clean == 0 ? 0 : Divergence(shift[c], clean + eps, v[c] + eps))],
                [.. shift],
                [.. shift.Select((s, c) => s * scale[c] / Math.Sqrt(v[c] + eps))]);
            // NaN is above no threshold and would pass for the absence of a sign.
            return memory.Kl.Concat(memory.Direction).All(double.IsFinite)
                ? memory
                : throw new NetworkException($"What the batch norm {norm.Site.Name} reads on clean images, beside what it remembers, is not a number: a running variance is negative, or the weights before it are not those of training.");
        }

        /// <summary>KL( N(m, w) || N(m + shift, v) ) = ln sqrt(v/w) + (w + shift^2)/(2v) - 1/2.</summary>
        private static double Divergence(double shift, double w, double v) => 0.5 * Math.Log(v / w) + (w + shift * shift) / (2 * v) - 0.5;
    }
}
