namespace Fmt;

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
