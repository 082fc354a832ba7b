namespace Fmt;

/// <summary>Flattens everything but the batch, <c>torch.nn.Flatten</c>. Shape: [N, C, H, W] -> [N, C*H*W].</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>Keeps every Stride-th row and column, <c>x[:, :, ::s, ::s]</c>. Shape: [N, C, H, W] -> [N, C, ceil(H/s), ceil(W/s)].</summary>
/// <param name="stride">Stride: an int, an expression or <c>"HxW"</c>.</param>
public sealed class SubsampleAttribute(object stride) : LayerAttribute
{
    /// <summary>Stride.</summary>
    public object Stride { get; } = stride;
}

/// <summary>Adds channels of zeros before and after, <c>F.pad(x, (0, 0, 0, 0, Before, After))</c>: the parameter-free shortcut (option A) of He et al. 2015, section 3.3. Shape: [N, C, H, W] -> [N, Before + C + After, H, W].</summary>
public sealed class ZeroPadChannelsAttribute : LayerAttribute
{
    /// <summary>Channels of zeros before the first: an int or an expression. Default 0.</summary>
    public object Before { get; set; } = 0;

    /// <summary>Channels of zeros after the last: an int or an expression. Default 0.</summary>
    public object After { get; set; } = 0;
}

/// <summary>Adds rows and columns of zeros, <c>torch.nn.ZeroPad2d</c>. Shape: [N, C, H, W] -> [N, C, H + 2*Padding + Top + Bottom, W + 2*Padding + Left + Right].</summary>
public sealed class ZeroPad2dAttribute : LayerAttribute
{
    /// <summary>No padding but what the properties say.</summary>
    public ZeroPad2dAttribute() => Padding = 0;

    /// <summary>The same padding on both sides.</summary>
    /// <param name="padding">Padding: an int, an expression or <c>"HxW"</c>.</param>
    public ZeroPad2dAttribute(object padding) => Padding = padding;

    /// <summary>Padding on both sides. Default 0.</summary>
    public object Padding { get; }

    /// <summary>More columns on the left: an int or an expression. Default 0.</summary>
    public object Left { get; set; } = 0;

    /// <summary>More columns on the right: an int or an expression. Default 0.</summary>
    public object Right { get; set; } = 0;

    /// <summary>More rows at the top: an int or an expression. Default 0.</summary>
    public object Top { get; set; } = 0;

    /// <summary>More rows at the bottom: an int or an expression. Default 0.</summary>
    public object Bottom { get; set; } = 0;
}

/// <summary>Some of the channels, <c>x.narrow(1, Start, Length)</c>; two of them are PyTorch's <c>chunk</c>. Shape: [N, C, H, W] -> [N, Length, H, W], or [N, F] -> [N, Length].</summary>
/// <param name="start">The first channel, from 0: an int or an expression.</param>
/// <param name="length">How many: an int or an expression.</param>
public sealed class SliceAttribute(object start, object length) : LayerAttribute
{
    /// <summary>The first channel.</summary>
    public object Start { get; } = start;

    /// <summary>How many.</summary>
    public object Length { get; } = length;
}

/// <summary>Interleaves the channels of groups, <c>torch.nn.ChannelShuffle</c>: channel g*C/Groups + k goes to k*Groups + g. Shape: [N, C, H, W], unchanged.</summary>
/// <param name="groups">Groups: an int or an expression; must divide the channels.</param>
public sealed class ChannelShuffleAttribute(object groups) : LayerAttribute
{
    /// <summary>Groups.</summary>
    public object Groups { get; } = groups;
}

/// <summary>
/// Moves the channels to the last axis or back, torchvision's <c>Permute</c>: <c>"NHWC"</c> is [N, C, H, W] -> [N, H, W, C], <c>"NCHW"</c> the way back.
/// Behind <c>"NHWC"</c>, Linear and LayerNorm work on the channels of every place; layers that need maps want <c>"NCHW"</c> first.
/// </summary>
/// <param name="to"><c>"NHWC"</c> or <c>"NCHW"</c>.</param>
public sealed class PermuteAttribute(string to) : LayerAttribute
{
    /// <summary>The order to make.</summary>
    public string To { get; } = to;
}

/// <summary>Enlarges (or shrinks) maps, <c>torch.nn.Upsample</c>. Shape: [N, C, H, W] -> [N, C, Size], or [N, C, floor(H*ScaleFactor), floor(W*ScaleFactor)].</summary>
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>Output size: an int, an expression or <c>"HxW"</c>. Either this or <see cref="ScaleFactor"/>.</summary>
    public object? Size { get; set; }

    /// <summary>Factor for both axes: a double or an expression. Either this or <see cref="Size"/>.</summary>
    public object? ScaleFactor { get; set; }

    /// <summary>Interpolation: <c>"nearest"</c>, <c>"bilinear"</c> or <c>"bicubic"</c>. Default nearest.</summary>
    public string Mode { get; set; } = "nearest";

    /// <summary>Whether the centres of the corner pixels lie on each other (not for nearest): a bool or an expression. Default false.</summary>
    public object AlignCorners { get; set; } = false;
}
