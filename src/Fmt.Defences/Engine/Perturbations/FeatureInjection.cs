using System;
using System.Collections.Generic;
using Fmt.Data;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// Puts the backdoor's own direction into feature maps, so that the network must learn to ignore it: maps + a*s*M*u with a uniform in (0,1) per image,
/// and M, the same for a batch, 1 everywhere or one rectangle with a larger gain.
/// </summary>
internal static class FeatureInjection
{
    private const double LargestGain = 4;

    /// <summary>What is added to the maps of one batch.</summary>
    /// <param name="maps">[N, C, h, w].</param>
    /// <param name="direction">u, one number per channel.</param>
    /// <param name="strength">s.</param>
    /// <param name="random">Where the rectangle comes from.</param>
    /// <param name="generator">Where a comes from.</param>
    /// <returns>[N, C, h, w], the caller's.</returns>
    public static torch.Tensor Of(torch.Tensor maps, IReadOnlyList<double> direction, double strength, RandomSource random, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        var (h, w) = ((int)maps.shape[2], (int)maps.shape[3]);
        var values = new float[direction.Count];
        for (var c = 0; c < values.Length; c++) values[c] = (float)(strength * direction[c]);
        var u = torch.tensor(values, [1, values.Length, 1, 1], device: maps.device).to(maps.dtype);
        var amount = torch.rand([maps.shape[0], 1, 1, 1], dtype: maps.dtype, device: maps.device, generator: generator);
        return (amount * u * Pattern(h, w, random, maps)).MoveToOuterDisposeScope();
    }

    /// <summary>M, [1, 1, h, w].</summary>
    private static torch.Tensor Pattern(int h, int w, RandomSource random, torch.Tensor like)
    {
        if (random.NextInt(2) == 0) return torch.ones([1, 1, h, w], dtype: like.dtype, device: like.device);
        var (rows, columns) = (1 + random.NextInt(h / 2 + 1), 1 + random.NextInt(w / 2 + 1));
        var (top, left) = (random.NextInt(h - rows + 1), random.NextInt(w - columns + 1));
        var pattern = torch.zeros([1, 1, h, w], dtype: like.dtype, device: like.device);
        using var part = pattern.narrow(2, top, rows).narrow(3, left, columns);
        part.fill_(Math.Min(LargestGain, (double)h * w / (rows * columns)));
        return pattern;
    }
}
