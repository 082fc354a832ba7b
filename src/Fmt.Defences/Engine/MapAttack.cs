using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>The attack of the test on one map.</summary>
/// <param name="Eps">Radius of the L-infinity ball around the clean image, in pixels of [0,1].</param>
/// <param name="StepSize">Size of a signed step.</param>
/// <param name="Steps">Number of steps.</param>
public sealed record MapAttack(double Eps, double StepSize, int Steps = 1)
{
    /// <summary>Keep stepped images within the ball around the clean ones; otherwise they are only clamped to the range. Default true.</summary>
    public bool Project { get; init; } = true;

    /// <summary>Values are clamped to what this makes of [0,1], channel by channel. Default: pixels, [0,1] itself.</summary>
    public Normalisation Range { get; init; } = Normalisation.None;

    /// <summary>The smallest and the largest value of every channel, [1, C, 1, 1].</summary>
    internal (torch.Tensor Low, torch.Tensor High) Limits(torch.Tensor images)
    {
        using var zeros = torch.zeros([1, images.shape[1], 1, 1], images.dtype, images.device);
        using var ones = torch.ones_like(zeros);
        return (Range.Apply(zeros), Range.Apply(ones));
    }

    /// <summary>Between what a stepped image must lie; broadcasts to the images.</summary>
    internal (torch.Tensor Low, torch.Tensor High) Bounds(torch.Tensor images)
    {
        var (low, high) = Limits(images);
        if (!Project) return (low, high);
        using (low)
        using (high)
        using (var below = images - Eps)
        using (var above = images + Eps)
            return (below.clamp(low, high), above.clamp(low, high));
    }
}
