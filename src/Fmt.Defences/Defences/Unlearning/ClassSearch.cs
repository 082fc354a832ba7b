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
internal sealed class ClassSearch(NetworkModule network, Pass pass, ImageSet clean, RandomSource random, RunContext context)
{
    private const int FirstAscents = 10;
    private const int Ascents = 30;
    private const int AscentImages = 64;
    private const int Finalists = 10;

    /// <summary>L2 norm of the additive perturbation towards a class, for images of 32x32.</summary>
    internal const double Radius = 3;

    private readonly ImageSet _sample = clean.Balanced(Math.Min(300, clean.Count), context.Seed);

    /// <summary>Tries every class; with many classes, the most promising ones longest.</summary>
    /// <returns>The sign, and the pixels that lead to its class, the caller's.</returns>
    public (ClassSign Sign, UniversalPerturbation Pixels) Run()
    {
        var reached = new double[network.ClassCount];
        var finalists = new List<(int Class, UniversalPerturbation Pixels)>();
        try
        {
            foreach (var target in Enumerable.Range(0, network.ClassCount))
            {
                var pixels = Sparse(ClassSign.Pixels);
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
            var sign = new ClassSign([.. reached], ReachedByFew(leading.Class));
            finalists.Remove(leading);
            return (sign, leading.Pixels);
        }
        finally
        {
            foreach (var (_, pixels) in finalists) pixels.Dispose();
        }
    }

    /// <summary>A sparse and an additive perturbation that lead to a class.</summary>
    /// <returns>They are the caller's.</returns>
    public IReadOnlyList<UniversalPerturbation> Towards(int target)
    {
        UniversalPerturbation[] both = [PerturbationScale.Sparse(network, ClassSign.Pixels), PerturbationScale.Additive(network, Radius)];
        try
        {
            foreach (var perturbation in both)
            {
                perturbation.Restart(pass.Generator!);
                Ascend(perturbation, target, Ascents);
            }

            return both;
        }
        catch
        {
            foreach (var perturbation in both) perturbation.Dispose();
            throw;
        }
    }

    private static void Drop(List<(int Class, UniversalPerturbation Pixels)> all, (int Class, UniversalPerturbation Pixels) one)
    {
        all.Remove(one);
        one.Pixels.Dispose();
    }

    /// <summary>Percent of the images that fewer pixels lead to a class: a trigger needs no more, a look that is typical of the class does.</summary>
    private double ReachedByFew(int target)
    {
        using var few = Sparse(ClassSign.FewPixels);
        Ascend(few, target, Ascents);
        return Reached(few, target);
    }

    private SparsePerturbation Sparse(int count)
    {
        var pixels = PerturbationScale.Sparse(network, count);
        pixels.Restart(pass.Generator!);
        return pixels;
    }

    private void Ascend(UniversalPerturbation perturbation, int target, int steps)
    {
        var ascent = new Ascent(network, pass, clean, null, 0, random, context.Passes, target);
        for (var (i, climbing) = (0, true); i < steps && climbing; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            climbing = ascent.Step(perturbation, AscentImages);
        }
    }

    /// <summary>Percent of images of other classes that are taken for this one.</summary>
    private double Reached(UniversalPerturbation perturbation, int target)
    {
        using var scope = torch.NewDisposeScope();
        int[] others = [.. Enumerable.Range(0, _sample.Count).Where(i => _sample.Labels[i] != target)];
        if (others.Length == 0) return 0;
        context.Passes.Forward(others.Length);
        var predicted = NetworkCheck.Classes(network, Measurement.Predict(network, perturbation.On(_sample.Images(others, network.Device)), pass));
        return 100.0 * predicted.Count(p => p == target) / others.Length;
    }
}
