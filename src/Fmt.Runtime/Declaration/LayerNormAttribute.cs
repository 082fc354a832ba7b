namespace Fmt;

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
