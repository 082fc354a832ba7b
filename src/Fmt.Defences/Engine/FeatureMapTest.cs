using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// FMT's adversarial test of single feature maps (arXiv 2307.11565, "Feature Reverse Generation"): for every map an input within an L-infinity ball
/// that changes the map most, and whether the network then errs. The clean maps and the graph of the start images are made once per block of
/// images and shared by all maps; per map remain one input gradient and one forward.
/// </summary>
public static class FeatureMapTest
{
    /// <summary>Images of one graph: few enough that no activation of a 64-channel 32x32 network passes 16 MiB.</summary>
    private const int BlockImages = 64;

    /// <summary>Tests every map of every site, in evaluation mode; the network's mode is restored.</summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Clean images x, [B, C, H, W]: pixels in [0,1], or what the attack's range says.</param>
    /// <param name="start">Start images, same shape, within the ball around x but not x itself.</param>
    /// <param name="labels">True labels, [B], int64.</param>
    /// <param name="attack">Size of the ball and of the steps.</param>
    /// <param name="pass">How the network's passes run; null for plain ones.</param>
    /// <param name="torchThreads">libtorch threads per job; with 1 the result is the same on every number of cores.</param>
    /// <param name="progress">Told the number of (map, block) pairs done and in all.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <returns>One row per site, in execution order.</returns>
    public static ImmutableArray<FeatureMapScores> Score(
        NetworkModule network,
        torch.Tensor images,
        torch.Tensor start,
        torch.Tensor labels,
        MapAttack attack,
        Pass? pass = null,
        int torchThreads = 1,
        Action<int, int>? progress = null,
        CancellationToken cancellation = default)
    {
        var wasTraining = network.training;
        network.eval();
        try
        {
            var totals = network.AllMaps.Select(m => new Totals(m.Site.Channels)).ToArray();
            var blocks = (int)((images.shape[0] + BlockImages - 1) / BlockImages);
            var pairs = blocks * network.AllMaps.Sum(m => m.Site.Channels);
            var done = 0;
            var jobs = Enumerable.Range(0, blocks).Select(b => (Action)(() =>
            {
                using var scope = torch.NewDisposeScope();
                var (first, last) = (b * BlockImages, Math.Min((b + 1) * BlockImages, images.shape[0]));
                ScoreBlock(network, images[first..(int)last], start[first..(int)last], labels[first..(int)last], attack, pass ?? Pass.Plain, totals, cancellation, () => progress?.Invoke(Interlocked.Increment(ref done), pairs));
            })).ToArray();
            Workers.Run(Workers.AtOnce(images.device, torchThreads), torchThreads, jobs);
            return [.. network.AllMaps.Select((m, i) => totals[i].Row(m.Site, (int)images.shape[0]))];
        }
        finally
        {
            network.train(wasTraining);
        }
    }

    private static void ScoreBlock(
        NetworkModule network, torch.Tensor x, torch.Tensor start, torch.Tensor y, MapAttack attack, Pass pass, Totals[] totals, CancellationToken cancellation, Action step)
    {
        var clean = CleanMaps(network, x, pass);
        var (low, high) = attack.Bounds(x);
        using var leaf = start.detach().clone().requires_grad_(true);
        var graph = network.RunAll(leaf, pass);
        for (var site = 0; site < totals.Length; site++)
        {
            for (var channel = 0; channel < totals[site].Channels; channel++)
            {
                cancellation.ThrowIfCancellationRequested();
                using var scope = torch.NewDisposeScope();
                var target = clean[site].select(1, channel);
                var (z, loss) = Step(graph[site], leaf, target, channel, low, high, attack.StepSize);
                for (var i = 1; i < attack.Steps; i++) z = StepAgain(network, pass, site, z, target, channel, low, high, attack.StepSize);
                using var noGrad = torch.no_grad();
                totals[site].Add(channel, Verdict(network, pass, z, y), loss * x.shape[0]);
                step();
            }
        }
    }

    private static torch.Tensor[] CleanMaps(NetworkModule network, torch.Tensor x, Pass pass)
    {
        using var noGrad = torch.no_grad();
        return network.RunAll(x, pass);
    }

    /// <summary>One signed gradient step of the start images, from the shared graph: ascent on the mean squared change of the map.</summary>
    private static (torch.Tensor Images, double Loss) Step(torch.Tensor maps, torch.Tensor leaf, torch.Tensor target, int channel, torch.Tensor low, torch.Tensor high, double size)
    {
        var loss = (maps.select(1, channel) - target).square().mean();
        var gradient = torch.autograd.grad([loss], [leaf], retain_graph: true)[0];
        using var noGrad = torch.no_grad();
        return (torch.minimum(torch.maximum(leaf + gradient.sign() * size, low), high), loss.ToDouble());
    }

    private static torch.Tensor StepAgain(NetworkModule network, Pass pass, int site, torch.Tensor z, torch.Tensor target, int channel, torch.Tensor low, torch.Tensor high, double size)
    {
        var leaf = z.detach().requires_grad_(true);
        using var state = network.RunTo(leaf, network.AllMaps[site].Site, pass);
        return Step(state.Maps, leaf, target, channel, low, high, size).Images;
    }

    /// <summary>How many images are misread, and the sum over images of the largest wrong logit less the true one.</summary>
    private static (int Wrong, double Margin) Verdict(NetworkModule network, Pass pass, torch.Tensor z, torch.Tensor y)
    {
        var logits = network.forward(z, pass);
        var truth = y.unsqueeze(1);
        var rival = logits.scatter(1, truth, torch.full(truth.shape, float.NegativeInfinity, logits.dtype, logits.device)).amax(1);
        var margin = (rival - logits.gather(1, truth).squeeze(1)).sum(torch.float64);
        return ((int)logits.argmax(1).ne(y).sum().ToInt64(), margin.ToDouble());
    }

    /// <summary>Sums over blocks; blocks are added from several threads.</summary>
    private sealed class Totals(int channels)
    {
        private readonly int[] _mispredicted = new int[channels];
        private readonly double[] _margin = new double[channels];
        private readonly double[] _loss = new double[channels];

        public int Channels => channels;

        public void Add(int channel, (int Wrong, double Margin) verdict, double loss)
        {
            lock (_mispredicted)
            {
                _mispredicted[channel] += verdict.Wrong;
                _margin[channel] += verdict.Margin;
                _loss[channel] += loss;
            }
        }

        public FeatureMapScores Row(Site site, int images) =>
            new(site, images, [.. _mispredicted], [.. _margin.Select(m => m / images)], [.. _loss.Select(l => l / images)]);
    }
}
