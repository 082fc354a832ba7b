using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>FMT's scoring as <see cref="FmtScore"/> wants it: which images, in which values, and the start of the attack; <see cref="FeatureMapTest"/> does the rest.</summary>
internal static class FmtScoring
{
    public static ImmutableArray<FeatureMapScores> Run(NetworkModule network, ImageSet clean, FmtScore options, RunContext context)
    {
        using var scope = torch.NewDisposeScope();
        var device = network.Device;
        var own = network.Normalisation;
        var (pixels, y) = Images(clean, options, context.Seed, device);
        var x = options.Values(pixels, own);
        var signs = new float[x.numel()];
        new RandomSource(context.Seed, "fmt/start").Signs(signs);
        var attack = options.Attack(own);
        var start = options.Start(x, torch.tensor(signs, x.shape, device: device), attack);
        Action<int, int>? progress = context.Progress is { } told ? (done, all) => told("testing every feature map", done, all) : null;
        // The values are normalised already; whether that is done once more is what DoubleNormalise says.
        var pass = options is { ClampNormalised: true, DoubleNormalise: false } ? new Pass { Normalisation = Normalisation.None } : Pass.Plain;
        return FeatureMapTest.Score(network, x, start, y, attack, pass, options.ThreadsPerJob, progress, context.Cancellation);
    }

    private static (torch.Tensor Pixels, torch.Tensor Labels) Images(ImageSet clean, FmtScore options, int seed, torch.Device device)
    {
        var count = Math.Min(options.Images, clean.Count);
        if (options.Augment is { } augment)
        {
            using var batch = new Batcher(count, seed) { Augmentation = augment }.Epoch(clean, options.AugmentEpoch, device).First();
            return (batch.Images.alias(), batch.Labels.alias());
        }

        var sample = clean.Balanced(count, seed);
        var indices = Enumerable.Range(0, count).ToArray();
        return (sample.Images(indices, device), sample.LabelTensor(indices, device));
    }
}
