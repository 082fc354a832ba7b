namespace Fmt;

/// <summary>Max pooling, <c>torch.nn.MaxPool2d</c>. Shape: [N, C, H, W] -> [N, C, H', W'].</summary>
public sealed class MaxPool2dAttribute : LayerAttribute
{
    /// <summary>Windows side by side.</summary>
    /// <param name="kernel">Window: an int, an expression or <c>"HxW"</c>.</param>
    public MaxPool2dAttribute(object kernel) => Kernel = kernel;

    /// <summary>Windows at a distance, in PyTorch's order.</summary>
    /// <param name="kernel">Window.</param>
    /// <param name="stride">Stride.</param>
    public MaxPool2dAttribute(object kernel, object stride) => (Kernel, Stride) = (kernel, stride);

    /// <summary>The same with padding.</summary>
    /// <param name="kernel">Window.</param>
    /// <param name="stride">Stride.</param>
    /// <param name="padding">Padding.</param>
    public MaxPool2dAttribute(object kernel, object stride, object padding) => (Kernel, Stride, Padding) = (kernel, stride, padding);

    /// <summary>Window.</summary>
    public object Kernel { get; }

    /// <summary>Stride: an int, an expression or <c>"HxW"</c>. Default: the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Padding with minus infinity: an int, an expression or <c>"HxW"</c>; at most half the window. Default 0.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Dilation: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>Round the output size up instead of down. Default false.</summary>
    public bool CeilMode { get; set; }
}
