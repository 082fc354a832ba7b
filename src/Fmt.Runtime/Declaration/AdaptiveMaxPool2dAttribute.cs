namespace Fmt;

/// <summary>Max pooling to a given size, <c>torch.nn.AdaptiveMaxPool2d</c>. Shape: [N, C, H, W] -> [N, C, Size].</summary>
/// <param name="size">Output size: an int, an expression or <c>"HxW"</c>.</param>
public sealed class AdaptiveMaxPool2dAttribute(object size) : LayerAttribute
{
    /// <summary>Output size.</summary>
    public object Size { get; } = size;
}
