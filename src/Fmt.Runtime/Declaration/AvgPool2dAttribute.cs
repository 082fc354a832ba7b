namespace Fmt;

/// <summary>Average pooling, <c>torch.nn.AvgPool2d</c>. Shape: [N, C, H, W] -> [N, C, H', W'].</summary>
public sealed class AvgPool2dAttribute : LayerAttribute
{
    /// <summary>Windows side by side.</summary>
    /// <param name="kernel">Window: an int, an expression or <c>"HxW"</c>.</param>
    public AvgPool2dAttribute(object kernel) => Kernel = kernel;

    /// <summary>Windows at a distance, in PyTorch's order.</summary>
    /// <param name="kernel">Window.</param>
    /// <param name="stride">Stride.</param>
    public AvgPool2dAttribute(object kernel, object stride) => (Kernel, Stride) = (kernel, stride);

    /// <summary>The same with padding.</summary>
    /// <param name="kernel">Window.</param>
    /// <param name="stride">Stride.</param>
    /// <param name="padding">Padding.</param>
    public AvgPool2dAttribute(object kernel, object stride, object padding) => (Kernel, Stride, Padding) = (kernel, stride, padding);

    /// <summary>Window.</summary>
    public object Kernel { get; }

    /// <summary>Stride: an int, an expression or <c>"HxW"</c>. Default: the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Zero padding: an int, an expression or <c>"HxW"</c>; at most half the window. Default 0.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Round the output size up instead of down. Default false.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding zeros count in the mean. Default true.</summary>
    public bool CountIncludePad { get; set; } = true;
}
