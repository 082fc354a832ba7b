using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Where the reconstructed perturbations lead, in the network as it came and in the trained one: the same perturbations, the same images.</summary>
internal sealed class PerturbationProbes : IDisposable
{
    private readonly ImageSet _sample;
    private readonly torch.Device _device;
    private readonly Pass _pass;
    private readonly RunContext _context;
    private readonly (UniversalPerturbation Perturbation, torch.Tensor Delta, int Class, double Before)[] _probes;

    public PerturbationProbes(NetworkModule network, Pass pass, ImageSet clean, IReadOnlyList<UniversalPerturbation> perturbations, int images, RunContext context)
    {
        (_device, _pass) = (network.Device, pass);
        _context = context;
        _sample = clean.Balanced(Math.Min(images, clean.Count), context.Seed);
        _probes = perturbations.Select(p =>
        {
            var predicted = Predict(network, p, p.Delta);
            var leading = Enumerable.Range(0, network.ClassCount).MaxBy(c => predicted.Where((guess, i) => guess == c && _sample.Labels[i] != c).Count());
            return (p, p.Delta.clone().DetachFromDisposeScope(), leading, Share(predicted, leading));
        }).ToArray();
    }

    /// <summary>Per perturbation, percent of the images of other classes that it leads to its class in the network as it came.</summary>
    public ImmutableArray<double> Shares => [.. _probes.Select(p => p.Before)];

    /// <param name="trained">The network to look at.</param>
    /// <param name="effects">Their effects on the network as it came; empty where there is no direction.</param>
    public ImmutableArray<PerturbationFinding> Compare(NetworkModule trained, IReadOnlyList<(double Strength, double Cosine)> effects) =>
        [.. _probes.Select((p, i) => new PerturbationFinding(p.Perturbation.Kind, p.Class, p.Before, Share(Predict(trained, p.Perturbation, p.Delta), p.Class), effects.Count > 0 ? effects[i].Cosine : null)
        {
            Strength = effects.Count > 0 ? effects[i].Strength : null,
        })];

    public void Dispose()
    {
        foreach (var probe in _probes) probe.Delta.Dispose();
    }

    private int[] Predict(NetworkModule network, UniversalPerturbation perturbation, torch.Tensor delta)
    {
        using var scope = torch.NewDisposeScope();
        var x = _sample.Images(Enumerable.Range(0, _sample.Count).ToArray(), _device);
        _context.Passes.Forward(_sample.Count);
        return Measurement.PredictNumbers(network, perturbation.On(x, delta: delta), _pass);
    }

    /// <summary>Percent of the images of other classes that are taken for this one.</summary>
    private double Share(int[] predicted, int target)
    {
        var others = Enumerable.Range(0, _sample.Count).Where(i => _sample.Labels[i] != target).ToArray();
        return others.Length == 0 ? 0 : 100.0 * others.Count(i => predicted[i] == target) / others.Length;
    }
}
