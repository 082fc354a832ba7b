namespace Fmt;

/// <summary>2-D convolution, <c>torch.nn.Conv2d</c>. Shape: [N, C, H, W] -> [N, Channels, H', W'], H' = floor((H + 2*Padding - Dilation*(Kernel-1) - 1)/Stride) + 1. Its output channels are feature maps.</summary>
public sealed class Conv2dAttribute : LayerAttribute
{
    /// <summary>A convolution with a fixed number of output channels.</summary>
    /// <param name="channels">Output channels.</param>
    public Conv2dAttribute(int channels) => Channels = channels;

    /// <summary>A convolution whose number of output channels is an expression.</summary>
    /// <param name="channels">Output channels, for instance <c>nameof(Width)</c>.</param>
    public Conv2dAttribute(string channels) => Channels = channels;

    /// <summary>A convolution in PyTorch's order, without the input's channels, which are inferred.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel.</param>
    public Conv2dAttribute(object channels, object kernel) => (Channels, Kernel) = (channels, kernel);

    /// <summary>The same with its stride.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel.</param>
    /// <param name="stride">Stride.</param>
    public Conv2dAttribute(object channels, object kernel, object stride) => (Channels, Kernel, Stride) = (channels, kernel, stride);

    /// <summary>The same with its padding.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel.</param>
    /// <param name="stride">Stride.</param>
    /// <param name="padding">Padding.</param>
    public Conv2dAttribute(object channels, object kernel, object stride, object padding) => (Channels, Kernel, Stride, Padding) = (channels, kernel, stride, padding);

    /// <summary>Output channels.</summary>
    public object Channels { get; }

    /// <summary>Kernel: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Kernel { get; set; } = 1;

    /// <summary>Stride: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>Padding on both sides: an int, an expression, <c>"HxW"</c> or <c>"same"</c>. Default 0.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>Dilation: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Dilation { get; set; } = 1;

    /// <summary>Groups: an int or an expression; must divide both channel numbers. Default 1.</summary>
    public object Groups { get; set; } = 1;

    /// <summary>Whether there is a bias: a bool or an expression. Default true.</summary>
    public object Bias { get; set; } = true;

    /// <summary>Padding mode: <c>"zeros"</c>, <c>"reflect"</c>, <c>"replicate"</c> or <c>"circular"</c>. Default zeros.</summary>
    public string PaddingMode { get; set; } = "zeros";

    /// <summary>Another <see cref="Conv2dAttribute"/> whose module (weights and all) is called here a second time, as PyTorch does when one module is called twice. Its maps cannot be told apart and are not tested.</summary>
    public string? Shares { get; set; }
}
