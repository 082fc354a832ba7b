using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// Moves a universal perturbation so that the network errs, and so that its effect on the last batch norm points along the remembered direction:
/// up the gradient of mean log(1 - p_y + 1e-6) + w*cos(shift, u). Without the cosine it finds natural perturbations as readily as the backdoor.
/// Towards a class it climbs mean log p_target over the images of other classes instead.
/// </summary>
internal sealed class Ascent(NetworkModule network, Pass pass, ImageSet clean, IReadOnlyList<double>? direction, double steering, RandomSource random, PassCounter passes, int? target = null)
{
    /// <summary>Mean log-probability of a target that nothing is left to climb to, in float32.</summary>
    private const double Certain = -1e-6;

    /// <summary>Where the images of the steps come from.</summary>
    public RandomSource Random => random;

    private readonly NormMaps? _norm = direction is null ? null : network.AllNorms[^1];
    private readonly torch.Device _device = network.Device;

    /// <summary>One step on random clean images, in evaluation mode. Parameters and statistics are not touched.</summary>
    /// <returns>False where the perturbation stays as it is: it leads every image to the target. What is left of the gradient is rounding then, and a step along it leads away.</returns>
    public bool Step(UniversalPerturbation perturbation, int images)
    {
        network.eval();
        using var scope = torch.NewDisposeScope();
        var (x, y) = Draw(images);
        var before = Maps(x);
        var leaf = perturbation.Delta.detach().clone().requires_grad_(true);
        torch.Tensor? after = null;
        using var watch = _norm?.Observe(maps => after = Mean(maps));
        var logits = network.forward(perturbation.On(x, delta: leaf), pass);
        passes.Both(x.shape[0]);
        var wrong = target is { } k ? Towards(k, logits, y) : (1 - torch.nn.functional.softmax(logits, 1).gather(1, y.unsqueeze(1)) + 1e-6).log().mean();
        if (before is not null) wrong += steering * Cosine(after! - before, Direction());
        if (target is not null && wrong.ToDouble() > Certain) return false;
        perturbation.Up(torch.autograd.grad([wrong], [leaf])[0]);
        return true;
    }

    /// <summary>The perturbation's effect on the last batch norm, measured on random images: its length along the direction in units of the direction, and the cosine.</summary>
    public (double Strength, double Cosine) Effect(UniversalPerturbation perturbation, int images)
    {
        network.eval();
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var (x, _) = Draw(images);
        var shift = Maps(perturbation.On(x))! - Maps(x)!;
        var u = Direction();
        return (((shift * u).sum() / u.square().sum()).ToDouble(), Cosine(shift, u).ToDouble());
    }

    private (torch.Tensor X, torch.Tensor Y) Draw(int images)
    {
        var indices = Enumerable.Range(0, Math.Min(images, clean.Count)).Select(_ => random.NextInt(clean.Count)).ToArray();
        return (clean.Images(indices, _device), clean.LabelTensor(indices, _device));
    }

    /// <summary>Mean maps of clean images; null where there is no direction.</summary>
    private torch.Tensor? Maps(torch.Tensor x)
    {
        if (_norm is null) return null;
        using var noGrad = torch.no_grad();
        torch.Tensor? mean = null;
        using (_norm.Observe(maps => mean = Mean(maps))) network.forward(x, pass).Dispose();
        passes.Forward(x.shape[0]);
        return mean;
    }

    private static torch.Tensor Towards(int target, torch.Tensor logits, torch.Tensor labels)
    {
        var others = labels.ne(target).to(logits.dtype);
        return (torch.nn.functional.log_softmax(logits, 1).select(1, target) * others).sum() / others.sum().clamp(1);
    }

    private static torch.Tensor Mean(torch.Tensor maps) => maps.mean([0L, 2, 3]);

    private torch.Tensor Direction() => torch.tensor(direction!.Select(v => (float)v).ToArray(), device: _device);

    private static torch.Tensor Cosine(torch.Tensor a, torch.Tensor b) => (a * b).sum() / (a.norm() * b.norm() + 1e-12);
}
