using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Signs;

/// <summary>
/// MM-BD (Wang et al., S&amp;P 2024, arXiv 2205.06900): the largest margin of each class's logit over the next one that any image reaches, sought from noise images; no data is
/// needed. A backdoor's target class has an outlying one. The statistic is 1 - p of the largest under a gamma distribution fitted to the other classes' margins.
/// </summary>
public sealed record MaximumMarginSign : OptionSet, ISign
{
    /// <inheritdoc/>
    public string Name => "maximum margin";

    /// <summary>1 less the significance; 0.95 in the paper.</summary>
    [Option(Origin.Paper, Min = 0, Max = 1)]
    public double Threshold { get; init; } = 0.95;

    /// <summary>Noise images per class.</summary>
    [Option(Origin.ReleasedCode, Min = 1)]
    public int Images { get; init; } = 30;

    /// <summary>Steps at most.</summary>
    [Option(Origin.ReleasedCode, Min = 1)]
    public int Steps { get; init; } = 300;

    /// <summary>Step size, in pixels of [0,1] per unit of gradient.</summary>
    [Option(Origin.ReleasedCode, Min = 0, AboveMin = true)]
    public double Rate { get; init; } = 0.01;

    /// <summary>Relative change of the mean margin over ten steps under which a search ends.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double Tolerance { get; init; } = 1e-3;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(Name, Threshold, network, clean, context, looking =>
        {
            if (network.ClassCount < 4) return Looking.Nothing("with fewer than four classes there is nothing to fit a distribution to");
            var margins = Enumerable.Range(0, network.ClassCount).Select(c => Margin(looking, c)).ToArray();
            var largest = Array.IndexOf(margins, margins.Max());
            double[] others = [.. margins.Where((_, c) => c != largest)];
            var significant = Gamma.Fit(others) is { } gamma ? Math.Pow(gamma.Below(margins[largest]), others.Length + 1) : 0;
            var sorted = others.Order().ToArray();
            return Looking.Reading(significant) with { Class = largest, Classes = [.. margins], Beside = Beside.Of(("to the median", margins[largest] / Math.Max(1e-9, sorted[sorted.Length / 2])), ("to the next", margins[largest] / Math.Max(1e-9, sorted[^1]))) };
        });
    }

    /// <summary>The largest margin that any of the images reaches.</summary>
    private double Margin(Looking looking, int target)
    {
        var (network, passes) = (looking.Network, looking.Context.Passes);
        var (channels, height, width) = network.InputShape;
        using var outer = torch.NewDisposeScope();
        var images = torch.rand([Images, channels, height, width], device: network.Device, generator: looking.Pass.Generator);
        var (best, last) = (double.NegativeInfinity, double.NegativeInfinity);
        for (var step = 0; step < Steps; step++)
        {
            looking.Context.Cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var leaf = images.detach().requires_grad_(true);
            var logits = network.forward(leaf, looking.Pass);
            passes.Both(Images);
            var others = logits.index_fill(1, torch.tensor([(long)target], device: logits.device), float.NegativeInfinity);
            var margin = logits.select(1, target) - others.amax(1);
            best = Math.Max(best, margin.max().ToDouble());
            var mean = margin.mean().ToDouble();
            if (step % 10 == 9 && Math.Abs(mean - last) <= Tolerance * Math.Abs(mean)) break;
            if (step % 10 == 9) last = mean;
            var gradient = torch.autograd.grad([margin.sum()], [leaf])[0];
            var moved = (leaf.detach() + gradient * Rate).clamp(0, 1);
            images.copy_(moved);
        }

        looking.Context.Progress?.Invoke("largest margin of each class", target + 1, network.ClassCount);
        return best;
    }
}
