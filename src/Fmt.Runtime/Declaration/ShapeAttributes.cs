namespace Fmt;

/// <summary>Flattens everything but the batch, <c>torch.nn.Flatten</c>. Shape: [N, C, H, W] -> [N, C*H*W].</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>Element-wise dropout, active in training only, <c>torch.nn.Dropout</c>. Shape unchanged.</summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Dropout with PyTorch's probability 0.5.</summary>
    public DropoutAttribute() => P = 0.5;

    /// <summary>Dropout with a given probability.</summary>
    /// <param name="p">Probability of an element to be zeroed: a double or an expression, in [0, 1].</param>
    public DropoutAttribute(object p) => P = p;

    /// <summary>Probability of an element to be zeroed. Default 0.5.</summary>
    public object P { get; }
}

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
