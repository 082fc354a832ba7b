using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// Whether one class can be reached from all others by a few pixels, the same for all images: the sign of a patch trigger where no batch norm
/// remembers one. The question is Neural Cleanse's (Wang et al., S&amp;P 2019), asked with the number of pixels given.
/// </summary>
internal sealed class ClassSearch(NetworkModule network, ImageSet clean, torch.Generator generator, RandomSource random, DefenceContext context)
{
    /// <summary>Measured: 97 to 100 % on three backdoored networks, 5 to 65 % on six innocent ones.</summary>
    private const double Threshold = 80;

    /// <summary>How many times as much as the next class. Measured: 3.1 or more, and 1.7 on the innocent network with 65 %.</summary>
    private const double Ahead = 2;

    private const int Pixels = 25;
    private const double Radius = 3;
    private const int FirstAscents = 10;
    private const int Ascents = 30;
    private const int AscentImages = 64;
    private const int Finalists = 10;
    private readonly ImageSet _sample = clean.Balanced(Math.Min(300, clean.Count), context.Seed);

    /// <summary>Tries every class; with many classes, the most promising ones longest.</summary>
    /// <returns>The sign, and perturbations towards its class, the caller's.</returns>
    public (ClassSign Sign, List<UniversalPerturbation> Perturbations) Run()
    {
        var reached = new double[network.ClassCount];
        var finalists = new List<(int Class, UniversalPerturbation Pixels)>();
        try
        {
            foreach (var target in Enumerable.Range(0, network.ClassCount))
            {
                var pixels = Sparse();
                finalists.Add((target, pixels));
                Ascend(pixels, target, FirstAscents);
                reached[target] = Reached(pixels, target);
                if (finalists.Count > Finalists) Drop(finalists, finalists.MinBy(f => reached[f.Class]));
                context.Progress?.Invoke("looking for a class that few pixels reach", target + 1, network.ClassCount);
            }

            foreach (var (target, pixels) in finalists)
            {
                Ascend(pixels, target, Ascents - FirstAscents);
                reached[target] = Reached(pixels, target);
            }

            var leading = finalists.MaxBy(f => reached[f.Class]);
            finalists.Remove(leading);
            var sign = new ClassSign(false, Threshold, [.. reached]);
            return (sign with { Found = reached[leading.Class] >= Math.Max(Threshold, Ahead * sign.Next) }, [leading.Pixels, Additive(leading.Class)]);
        }
        finally
        {
            foreach (var (_, pixels) in finalists) pixels.Dispose();
        }
    }

    private static void Drop(List<(int Class, UniversalPerturbation Pixels)> all, (int Class, UniversalPerturbation Pixels) one)
    {
        all.Remove(one);
        one.Pixels.Dispose();
    }

    private SparsePerturbation Sparse()
    {
        var pixels = PerturbationScale.Sparse(network, Pixels);
        pixels.Restart(generator);
        return pixels;
    }

    private AdditivePerturbation Additive(int target)
    {
        var additive = PerturbationScale.Additive(network, Radius);
        additive.Restart(generator);
        Ascend(additive, target, Ascents);
        return additive;
    }

    private void Ascend(UniversalPerturbation perturbation, int target, int steps)
    {
        var ascent = new Ascent(network, clean, null, 0, random, context.Passes, target);
        for (var i = 0; i < steps; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            ascent.Step(perturbation, AscentImages);
        }
    }

    /// <summary>Percent of images of other classes that are taken for this one.</summary>
    private double Reached(UniversalPerturbation perturbation, int target)
    {
        using var scope = torch.NewDisposeScope();
        int[] others = [.. Enumerable.Range(0, _sample.Count).Where(i => _sample.Labels[i] != target)];
        if (others.Length == 0) return 0;
        context.Passes.Forward(others.Length);
        var predicted = Measurement.Predict(network, perturbation.On(_sample.Images(others, network.Device)));
        return 100.0 * predicted.Count(p => p == target) / others.Length;
    }
}

/// <summary>Sizes of perturbations are for images of 32x32, on which they were chosen; larger images get as much of their area.</summary>
internal static class PerturbationScale
{
    private const double Area = 32 * 32;

    /// <summary>For a network's images, where the network is.</summary>
    public static SparsePerturbation Sparse(NetworkModule network, int pixels)
    {
        var (channels, height, width) = network.InputShape;
        return new SparsePerturbation(Pixels(pixels, height, width), channels, height, width, network.Device);
    }

    /// <summary>For a network's images, where the network is.</summary>
    public static AdditivePerturbation Additive(NetworkModule network, double radius)
    {
        var (channels, height, width) = network.InputShape;
        return new AdditivePerturbation(Radius(radius, height, width), channels, height, width, network.Device);
    }

    public static int Pixels(int pixels, int height, int width) => (int)Math.Round(pixels * Math.Max(1, height * width / Area));

    public static double Radius(double radius, int height, int width) => radius * Math.Sqrt(Math.Max(1, height * width / Area));
}
