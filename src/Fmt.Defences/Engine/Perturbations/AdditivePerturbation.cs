using System;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>An additive perturbation within an L2 ball around zero. A step has 0.3 of the radius.</summary>
internal sealed class AdditivePerturbation(double radius, int channels, int height, int width, torch.Device device) : UniversalPerturbation(channels, height, width, device)
{
    private const double Share = 0.3;

    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"additive, L2 {radius}");

    private protected override torch.Tensor First(torch.Tensor noise)
    {
        using var norm = noise.norm();
        using var unit = noise / norm;
        return unit * (Share * radius);
    }

    private protected override torch.Tensor Moved(torch.Tensor direction)
    {
        var moved = Delta + direction * (Share * radius);
        var norm = moved.norm().ToDouble();
        return norm > radius ? moved * (radius / norm) : moved;
    }
}
