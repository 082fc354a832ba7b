namespace Fmt;

/// <summary>Group normalisation, <c>torch.nn.GroupNorm</c>: per image over the maps of each group. Shape: [N, C, H, W], unchanged.</summary>
/// <param name="groups">Groups: an int or an expression; must divide the channels.</param>
public sealed class GroupNormAttribute(object groups) : LayerAttribute
{
    /// <summary>Groups.</summary>
    public object Groups { get; } = groups;

    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Whether there is a learned scale and shift per channel: a bool or an expression. Default true.</summary>
    public object Affine { get; set; } = true;
}

/// <summary>Instance normalisation, <c>torch.nn.InstanceNorm2d</c>: per image and map. Shape: [N, C, H, W], unchanged; maps of 1x1 have no spread and are refused.</summary>
public sealed class InstanceNorm2dAttribute : LayerAttribute
{
    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Weight of the new batch in the running statistics: a double or an expression. Default 0.1.</summary>
    public object Momentum { get; set; } = 0.1;

    /// <summary>Whether there is a learned scale and shift: a bool or an expression. Default false.</summary>
    public object Affine { get; set; } = false;

    /// <summary>Whether running statistics are kept and used in evaluation: a bool or an expression. Default false.</summary>
    public object TrackRunningStats { get; set; } = false;
}

/// <summary>
/// Layer normalisation over the last axes, <c>torch.nn.LayerNorm</c>. Shape unchanged: vectors [N, F] over F, maps with the channels last [N, H, W, C]
/// (after <see cref="PermuteAttribute"/>) over C, maps [N, C, H, W] with Dims = 3 over all of them.
/// </summary>
public sealed class LayerNormAttribute : LayerAttribute
{
    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Whether there is a learned scale (and shift) per element: a bool or an expression. Default true.</summary>
    public object ElementwiseAffine { get; set; } = true;

    /// <summary>Whether there is a learned shift beside the scale: a bool or an expression. Default true.</summary>
    public object Bias { get; set; } = true;

    /// <summary>How many of the last axes, the length of PyTorch's <c>normalized_shape</c>: an int or an expression. Default 1.</summary>
    public object Dims { get; set; } = 1;
}

/// <summary>Layer normalisation over the channels of every place, torchvision's <c>LayerNorm2d</c>. Shape: [N, C, H, W], unchanged. The property's type is TorchSharp's LayerNorm, which holds the weights.</summary>
public sealed class LayerNorm2dAttribute : LayerAttribute
{
    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Whether there is a learned scale and shift per channel: a bool or an expression. Default true.</summary>
    public object ElementwiseAffine { get; set; } = true;
}

/// <summary>Normalisation by the squares of neighbouring channels, x/(K + Alpha/Size * sum x^2)^Beta, <c>torch.nn.LocalResponseNorm</c>. Shape: [N, C, H, W], unchanged.</summary>
/// <param name="size">Number of neighbouring channels: an int or an expression.</param>
public sealed class LocalResponseNormAttribute(object size) : LayerAttribute
{
    /// <summary>Number of neighbouring channels.</summary>
    public object Size { get; } = size;

    /// <summary>A double or an expression. Default 1e-4.</summary>
    public object Alpha { get; set; } = 1e-4;

    /// <summary>Exponent: a double or an expression. Default 0.75.</summary>
    public object Beta { get; set; } = 0.75;

    /// <summary>A double or an expression. Default 1.</summary>
    public object K { get; set; } = 1.0;
}

/// <summary>
/// A learned factor per channel, x*scale, as ConvNeXt's <c>layer_scale</c>. Shape unchanged. The parameter is not a module's but the surrounding block's own:
/// it is called as the member is and comes before the block's layers in the state_dict. Its shape is [C, 1, 1] on maps, [C] on vectors and where the channels are last.
/// </summary>
public sealed class ScaleAttribute : LayerAttribute
{
    /// <summary>A scale that starts at 1.</summary>
    public ScaleAttribute() => Initial = 1.0;

    /// <summary>A scale with a given initial value.</summary>
    /// <param name="initial">Initial value of every factor: a double or an expression.</param>
    public ScaleAttribute(object initial) => Initial = initial;

    /// <summary>Initial value of every factor. Default 1.</summary>
    public object Initial { get; }
}
