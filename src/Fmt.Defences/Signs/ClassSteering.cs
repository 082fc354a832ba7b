using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Signs;

/// <summary>Steers universal perturbations towards a class, and counts how many images of other classes they lead there.</summary>
internal sealed class ClassSteering(NetworkModule network, Pass pass, ImageSet clean, RandomSource random, RunContext context)
{
    private const int AscentImages = 64;

    private readonly ImageSet _sample = clean.Balanced(Math.Min(300, clean.Count), context.Seed);

    /// <summary>Steps up the gradient; fewer where nothing is left to climb.</summary>
    public void Ascend(UniversalPerturbation perturbation, int target, int steps)
    {
        var ascent = new Ascent(network, pass, clean, null, 0, random, context.Passes, target);
        for (var (i, climbing) = (0, true); i < steps && climbing; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            climbing = ascent.Step(perturbation, AscentImages);
        }
    }

    /// <summary>Percent of images of other classes that are taken for this one.</summary>
    public double Reached(UniversalPerturbation perturbation, int target)
    {
        using var scope = torch.NewDisposeScope();
        int[] others = [.. Enumerable.Range(0, _sample.Count).Where(i => _sample.Labels[i] != target)];
        if (others.Length == 0) return 0;
        context.Passes.Forward(others.Length);
        var predicted = Measurement.PredictNumbers(network, perturbation.On(_sample.Images(others, network.Device)), pass);
        return 100.0 * predicted.Count(p => p == target) / others.Length;
    }
}
