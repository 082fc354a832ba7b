using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Signs;

/// <summary>
/// Whether one class can be reached from all others by a few pixels, the same for all images: the sign of a patch trigger where no batch norm
/// remembers one. The question is Neural Cleanse's (Wang et al., S&amp;P 2019), asked with the number of pixels given.
/// </summary>
internal sealed class ClassSearch(NetworkModule network, Pass pass, ImageSet clean, RandomSource random, RunContext context)
{
    private const int FirstAscents = 10;
    private const int Ascents = 30;
    private const int Finalists = 10;

    /// <summary>L2 norm of the additive perturbation towards a class, for images of 32x32.</summary>
    internal const double Radius = 3;

    private readonly ClassSteering _steering = new(network, pass, clean, random, context);

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
                _steering.Ascend(pixels, target, FirstAscents);
                reached[target] = _steering.Reached(pixels, target);
                if (finalists.Count > Finalists) Drop(finalists, finalists.MinBy(f => reached[f.Class]));
                context.Progress?.Invoke("looking for a class that few pixels reach", target + 1, network.ClassCount);
            }

            foreach (var (target, pixels) in finalists)
            {
                _steering.Ascend(pixels, target, Ascents - FirstAscents);
                reached[target] = _steering.Reached(pixels, target);
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
                _steering.Ascend(perturbation, target, Ascents);
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
        _steering.Ascend(few, target, Ascents);
        return _steering.Reached(few, target);
    }

    private SparsePerturbation Sparse(int count)
    {
        var pixels = PerturbationScale.Sparse(network, count);
        pixels.Restart(pass.Generator!);
        return pixels;
    }
}
