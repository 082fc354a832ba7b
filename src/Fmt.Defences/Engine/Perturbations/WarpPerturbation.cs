using System;
using System.Linq;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// A smooth warp, the same for all images, by WaNet's own formula (Nguyen and Tran 2021, arXiv 2102.10369): d is a grid of control points [1, 2, k, k], shifts in x before those in y,
/// enlarged bicubically with corners aligned; the image is read bilinearly at clamp(identity + field/size, -1, 1). A shift of 1 moves a pixel by half a place.
/// </summary>
/// <param name="strength">s: the mean absolute shift of the control points at most; WaNet's fields have 1 before they are multiplied by s, 0.5 in the paper.</param>
/// <param name="points">k: control points per side; 4 in the paper.</param>
/// <param name="height">Rows of the images.</param>
/// <param name="width">Columns of the images.</param>
/// <param name="device">Where the images are.</param>
internal sealed class WarpPerturbation(double strength, int points, int height, int width, torch.Device device) : UniversalPerturbation(2, points, points, device)
{
    /// <summary>Of the bound on the mean shift, a step's mean shift.</summary>
    private const double Share = 0.3;

    private readonly torch.Tensor _identity = Identity(height, width, device);

    private readonly torch.Tensor _sizes = Kept(torch.tensor([width, (float)height], [1, 1, 1, 2], device: device));

    /// <inheritdoc/>
    public override string Kind => FormattableString.Invariant($"warp, {Delta.shape[2]}x{Delta.shape[3]} points, s {strength}");

    /// <inheritdoc/>
    public override torch.Tensor On(torch.Tensor images, torch.Tensor? strength = null, torch.Tensor? delta = null)
    {
        using var scope = torch.NewDisposeScope();
        var whole = delta ?? Delta;
        var control = strength is null ? whole : whole * strength;
        var field = torch.nn.functional.interpolate(control, [height, width], mode: torch.InterpolationMode.Bicubic, align_corners: true).permute(0, 2, 3, 1);
        var grid = (_identity + field / _sizes).clamp(-1, 1);
        var each = grid.expand(images.shape[0], height, width, 2);
        return torch.nn.functional.grid_sample(images, each, torch.GridSampleMode.Bilinear, torch.GridSamplePaddingMode.Zeros, align_corners: true).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _identity.Dispose();
        _sizes.Dispose();
        base.Dispose();
    }

    private protected override torch.Tensor First(torch.Tensor noise)
    {
        using var mean = noise.abs().mean();
        using var unit = noise / mean;
        return unit * (0.5 * strength);
    }

    private protected override torch.Tensor Moved(torch.Tensor direction)
    {
        var moved = Delta + direction * (Share * strength / direction.abs().mean());
        var mean = moved.abs().mean().ToDouble();
        return mean > strength ? moved * (strength / mean) : moved;
    }

    /// <summary>[1, H, W, 2]: x from -1 to 1 over the columns, y over the rows.</summary>
    private static torch.Tensor Identity(int height, int width, torch.Device device)
    {
        float At(int place, int size) => size == 1 ? 0 : -1 + 2f * place / (size - 1);
        var values = Enumerable.Range(0, height).SelectMany(y => Enumerable.Range(0, width).SelectMany(x => new[] { At(x, width), At(y, height) })).ToArray();
        return Kept(torch.tensor(values, [1, height, width, 2], device: device));
    }
}
