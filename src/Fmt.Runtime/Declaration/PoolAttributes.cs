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

/// <summary>Average pooling, <c>torch.nn.AvgPool2d</c>. Shape: [N, C, H, W] -> [N, C, H', W'].</summary>
/// <param name="kernel">Window: an int, an expression or <c>"HxW"</c>.</param>
public sealed class AvgPool2dAttribute(object kernel) : LayerAttribute
{
    /// <summary>Window.</summary>
    public object Kernel { get; } = kernel;

    /// <summary>Stride: an int, an expression or <c>"HxW"</c>. Default: the window.</summary>
    public object? Stride { get; set; }

    /// <summary>Zero padding: an int, an expression or <c>"HxW"</c>; at most half the window. Default 0.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Round the output size up instead of down. Default false.</summary>
    public bool CeilMode { get; set; }

    /// <summary>Whether padding zeros count in the mean. Default true.</summary>
    public bool CountIncludePad { get; set; } = true;
}

/// <summary>Mean over the whole map, <c>torch.nn.AdaptiveAvgPool2d(1)</c>. Shape: [N, C, H, W] -> [N, C, 1, 1].</summary>
public sealed class GlobalAvgPool2dAttribute : LayerAttribute;

/// <summary>Average pooling to a given size, <c>torch.nn.AdaptiveAvgPool2d</c>. Shape: [N, C, H, W] -> [N, C, Size].</summary>
/// <param name="size">Output size: an int, an expression or <c>"HxW"</c>.</param>
public sealed class AdaptiveAvgPool2dAttribute(object size) : LayerAttribute
{
    /// <summary>Output size.</summary>
    public object Size { get; } = size;
}

/// <summary>Largest value of the whole map, <c>torch.nn.AdaptiveMaxPool2d(1)</c>. Shape: [N, C, H, W] -> [N, C, 1, 1].</summary>
public sealed class GlobalMaxPool2dAttribute : LayerAttribute;

/// <summary>Max pooling to a given size, <c>torch.nn.AdaptiveMaxPool2d</c>. Shape: [N, C, H, W] -> [N, C, Size].</summary>
/// <param name="size">Output size: an int, an expression or <c>"HxW"</c>.</param>
public sealed class AdaptiveMaxPool2dAttribute(object size) : LayerAttribute
{
    /// <summary>Output size.</summary>
    public object Size { get; } = size;
}
