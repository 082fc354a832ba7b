namespace Fmt;

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
