namespace Fmt;

/// <summary>
/// Transposed 2-D convolution, <c>torch.nn.ConvTranspose2d</c>. Shape: [N, C, H, W] -> [N, Channels, H', W'],
/// H' = (H - 1)*Stride - 2*Padding + Dilation*(Kernel - 1) + OutputPadding + 1. Its output channels are feature maps.
/// </summary>
public sealed class ConvTranspose2dAttribute : LayerAttribute
{
    /// <summary>A transposed convolution with a fixed number of output channels.</summary>
    /// <param name="channels">Output channels.</param>
    public ConvTranspose2dAttribute(int channels) => Channels = channels;

    /// <summary>A transposed convolution whose number of output channels is an expression.</summary>
    /// <param name="channels">Output channels, for instance <c>nameof(Width)</c>.</param>
    public ConvTranspose2dAttribute(string channels) => Channels = channels;

    /// <summary>A transposed convolution in PyTorch's order, without the input's channels, which are inferred.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel.</param>
    public ConvTranspose2dAttribute(object channels, object kernel) => (Channels, Kernel) = (channels, kernel);

    /// <summary>The same with its stride.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel.</param>
    /// <param name="stride">Stride.</param>
    public ConvTranspose2dAttribute(object channels, object kernel, object stride) => (Channels, Kernel, Stride) = (channels, kernel, stride);

    /// <summary>The same with its padding.</summary>
    /// <param name="channels">Output channels.</param>
    /// <param name="kernel">Kernel.</param>
    /// <param name="stride">Stride.</param>
    /// <param name="padding">Padding.</param>
    public ConvTranspose2dAttribute(object channels, object kernel, object stride, object padding) => (Channels, Kernel, Stride, Padding) = (channels, kernel, stride, padding);

    /// <summary>Output channels.</summary>
    public object Channels { get; }

    /// <summary>Kernel: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Kernel { get; set; } = 1;

    /// <summary>Stride: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Stride { get; set; } = 1;

    /// <summary>What is cut off the result on both sides: an int, an expression or <c>"HxW"</c>. Default 0.</summary>
    public object Padding { get; set; } = 0;

    /// <summary>What is added to the result at the bottom and on the right, smaller than the stride or the dilation: an int, an expression or <c>"HxW"</c>. Default 0.</summary>
    public object OutputPadding { get; set; } = 0;

    /// <summary>Groups: an int or an expression; must divide both channel numbers. Default 1.</summary>
    public object Groups { get; set; } = 1;

    /// <summary>Whether there is a bias: a bool or an expression. Default true.</summary>
    public object Bias { get; set; } = true;

    /// <summary>Dilation: an int, an expression or <c>"HxW"</c>. Default 1.</summary>
    public object Dilation { get; set; } = 1;
}
