using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>FMT's scoring as the options want it: which images, in which values, and the start of the attack; <see cref="FeatureMapTest"/> does the rest.</summary>
internal static class FmtScoring
{
    public static ImmutableArray<FeatureMapScores> Run(
        NetworkModule network, ImageSet clean, FmtOptions options, bool flip, Action<int, int>? progress, CancellationToken cancellation)
    {
        using var scope = torch.NewDisposeScope();
        var device = network.Device;
        var own = network.Normalisation;
        var (pixels, y) = Images(clean, options, flip, device);
        var x = Values(pixels, own, options);
        var signs = new float[x.numel()];
        new RandomSource(options.Seed, "fmt/start").Signs(signs);
        var attack = Attack(own, options);
        var start = Start(x, torch.tensor(signs, x.shape, device: device), attack, options);
        try
        {
            // The values are normalised already; whether that is done once more is what DoubleNormalise says.
            if (options is { ClampNormalised: true, DoubleNormalise: false }) network.Normalisation = Normalisation.None;
            return FeatureMapTest.Score(network, x, start, y, attack, options.ThreadsPerJob, progress, cancellation);
        }
        finally
        {
            network.Normalisation = own;
        }
    }

    /// <summary>The values that are attacked: pixels, or what the network's normalisation makes of them.</summary>
    public static torch.Tensor Values(torch.Tensor pixels, Normalisation normalisation, FmtOptions options) =>
        options.ScoresNormalisedValues ? normalisation.Apply(pixels) : pixels;

    /// <summary>The attack, with the range that the attacked values are clamped to.</summary>
    public static MapAttack Attack(Normalisation normalisation, FmtOptions options) => new(options.Eps, options.Step, options.Steps)
    {
        Project = options.ProjectToBall,
        Range = options is { DoubleNormalise: true, ClampNormalised: false } ? normalisation : Normalisation.None,
    };

    /// <summary>clamp(x + alpha * signs).</summary>
    public static torch.Tensor Start(torch.Tensor x, torch.Tensor signs, MapAttack attack, FmtOptions options)
    {
        var (low, high) = attack.Limits(x);
        return torch.minimum(torch.maximum(x + (signs * options.StartNoise), low), high);
    }

    private static (torch.Tensor Pixels, torch.Tensor Labels) Images(ImageSet clean, FmtOptions options, bool flip, torch.Device device)
    {
        var count = Math.Min(options.ScoringImages, clean.Count);
        if (options.AugmentScoring)
        {
            // One epoch more than fine-tuning has, so that order, crops and flips are not those of a batch it trains on.
            using var batch = new Batcher(count, options.Seed) { Augmentation = new Augmentation(options.Crop, flip) }.Epoch(clean, options.Epochs, device).First();
            return (batch.Images.alias(), batch.Labels.alias());
        }

        var sample = clean.Balanced(count, options.Seed);
        var indices = Enumerable.Range(0, count).ToArray();
        return (sample.Images(indices, device), sample.LabelTensor(indices, device));
    }
}
