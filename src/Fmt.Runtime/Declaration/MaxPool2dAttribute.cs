namespace Fmt;

/// <summary>Max pooling, <c>torch.nn.MaxPool2d</c>. Shape: [N, C, H, W] -> [N, C, H', W'].</summary>
/// <param name="kernel">Window: an int, an expression or <c>"HxW"</c>.</param>
public sealed class MaxPool2dAttribute(object kernel) : LayerAttribute
{
    /// <summary>Window.</summary>
    public object Kernel { get; } = kernel;

    /// <summary>Stride: an int, an expression or <c>"HxW"</c>. Default: the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Padding with minus infinity: an int, an expression or <c>"HxW"</c>; at most half the window. Default 0.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Dilation: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>Round the output size up instead of down. Default false.</summary>
    public bool CeilMode { get; set; }
}
