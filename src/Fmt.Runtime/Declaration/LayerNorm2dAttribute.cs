namespace Fmt;

/// <summary>Layer normalisation over the channels of every place, torchvision's <c>LayerNorm2d</c>. Shape: [N, C, H, W], unchanged. The property's type is TorchSharp's LayerNorm, which holds the weights.</summary>
public sealed class LayerNorm2dAttribute : LayerAttribute
{
    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Whether there is a learned scale and shift per channel: a bool or an expression. Default true.</summary>
    public object ElementwiseAffine { get; set; } = true;
}
