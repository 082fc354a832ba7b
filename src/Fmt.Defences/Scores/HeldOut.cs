using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>Clean images kept back, to choose by: what a defender has in place of a test set.</summary>
public static class HeldOut
{
    /// <summary>Two parts, class by class in the same proportion; both have at least one image of every class that has two.</summary>
    /// <param name="clean">The images.</param>
    /// <param name="share">Share held out, in (0,1).</param>
    /// <param name="seed">Same seed, same parts.</param>
    /// <exception cref="DataException">No class has two images.</exception>
    public static (ImageSet Fit, ImageSet HeldOut) Split(ImageSet clean, double share = 0.2, int seed = 0)
    {
        if (!(share > 0 && share < 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and below 1.");
        var (fit, held) = (new List<int>(), new List<int>());
        foreach (var ofClass in Enumerable.Range(0, clean.Count).GroupBy(i => clean.Labels[i]).OrderBy(g => g.Key))
        {
            int[] images = [.. ofClass];
            new RandomSource(seed, FormattableString.Invariant($"held-out/{ofClass.Key}")).Shuffle(images);
            var count = images.Length < 2 ? 0 : Math.Clamp((int)Math.Round(share * images.Length), 1, images.Length - 1);
            held.AddRange(images[..count]);
            fit.AddRange(images[count..]);
        }

        if (held.Count == 0) throw new DataException("no class has two images, so none can be held out to choose by; bring more clean images.", clean.Source);
        return (clean.Subset([.. fit.Order()]), clean.Subset([.. held.Order()]));
    }

    /// <summary>Accuracy in percent.</summary>
    internal static double Accuracy(NetworkModule network, ImageSet images, RunContext context)
    {
        context.Passes.Forward(images.Count);
        return Measurement.Run(network, new Evaluation(images), network.Device, cancellation: context.Cancellation).Acc;
    }
}
