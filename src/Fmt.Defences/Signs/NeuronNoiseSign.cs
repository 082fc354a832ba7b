using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Signs;

/// <summary>
/// BAN (arXiv 2405.19928), in short: noise on batch norm's scales and shifts that makes a copy of the network err most leads a backdoored network's answers to one class. Here without
/// the mask on the last maps. The statistic is the share of images of other classes that the leading class takes, in percent.
/// </summary>
public sealed record NeuronNoiseSign : OptionSet, ISign
{
    private const int Batch = 128;

    /// <inheritdoc/>
    public string Name => "neuron noise";

    /// <summary>Percent.</summary>
    [Option(Origin.Ours, Min = 0, Max = 100)]
    public double Threshold { get; init; } = 60;

    /// <summary>Bound of the noise, as a share of each scale and shift.</summary>
    [Option(Origin.ReleasedCode, Min = 0, AboveMin = true)]
    public double Eps { get; init; } = 0.3;

    /// <summary>Steps of a thirtieth of the bound times two.</summary>
    [Option(Origin.ReleasedCode, Min = 1)]
    public int Steps { get; init; } = 30;

    /// <summary>Images that the answers are counted on.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Images { get; init; } = 1000;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(Name, Threshold, network, clean, context, looking =>
        {
            if (network.AllNorms.Count == 0) return Looking.Nothing("it has no batch norm");
            using var copy = network.Copy();
            copy.eval();
            Disturb(looking, copy);
            return Looking.Largest(Shares(looking, copy, clean.Balanced(Math.Min(Images, clean.Count), context.Seed)));
        });
    }

    /// <summary>Ascends the loss in the relative noise of every scale and shift, sign by sign.</summary>
    private void Disturb(Looking looking, NetworkModule copy)
    {
        using var scope = torch.NewDisposeScope();
        var parameters = copy.AllNorms.SelectMany(n => new[] { n.Layer.weight, n.Layer.bias }).OfType<torch.Tensor>().ToArray();
        var start = parameters.Select(p => p.detach().clone()).ToArray();
        var noise = start.Select(s => torch.zeros_like(s)).ToArray();
        var random = looking.Stream("noise");
        var size = 2 * Eps / Steps;
        for (var step = 0; step < Steps; step++)
        {
            looking.Context.Cancellation.ThrowIfCancellationRequested();
            using var inner = torch.NewDisposeScope();
            int[] indices = [.. Enumerable.Range(0, Math.Min(Batch, looking.Clean.Count)).Select(_ => random.NextInt(looking.Clean.Count))];
            var logits = copy.forward(looking.Clean.Images(indices, copy.Device), looking.Pass);
            looking.Context.Passes.Both(indices.Length);
            var loss = torch.nn.functional.cross_entropy(logits, looking.Clean.LabelTensor(indices, copy.Device));
            var gradients = torch.autograd.grad([loss], parameters);
            using var noGradients = torch.no_grad();
            for (var i = 0; i < parameters.Length; i++)
            {
                // The gradient in relative noise is the parameter's own, times its first value.
                noise[i].add_((gradients[i] * start[i]).sign() * size).clamp_(-Eps, Eps);
                parameters[i].copy_(start[i] * (noise[i] + 1));
            }
        }
    }

    private static double[] Shares(Looking looking, NetworkModule copy, ImageSet sample)
    {
        var taken = new List<int>();
        foreach (var indices in Enumerable.Range(0, sample.Count).Chunk(Batch))
        {
            using var scope = torch.NewDisposeScope();
            taken.AddRange(Measurement.PredictNumbers(copy, sample.Images(indices, copy.Device), looking.Pass));
            looking.Context.Passes.Forward(indices.Length);
        }

        return [.. Enumerable.Range(0, copy.ClassCount).Select(c => 100.0 * taken.Where((t, i) => t == c && sample.Labels[i] != c).Count() / Math.Max(1, sample.Labels.Count(l => l != c)))];
    }
}
