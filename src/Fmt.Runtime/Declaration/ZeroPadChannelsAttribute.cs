namespace Fmt;

/// <summary>Adds channels of zeros before and after, <c>F.pad(x, (0, 0, 0, 0, Before, After))</c>: the parameter-free shortcut (option A) of He et al. 2015, section 3.3. Shape: [N, C, H, W] -> [N, Before + C + After, H, W].</summary>
public sealed class ZeroPadChannelsAttribute : LayerAttribute
{
    /// <summary>Channels of zeros before the first: an int or an expression. Default 0.</summary>
    public object Before { get; set; } = 0;

    /// <summary>Channels of zeros after the last: an int or an expression. Default 0.</summary>
    public object After { get; set; } = 0;
}
