namespace Fmt;

/// <summary>Keeps every Stride-th row and column, <c>x[:, :, ::s, ::s]</c>. Shape: [N, C, H, W] -> [N, C, ceil(H/s), ceil(W/s)].</summary>
/// <param name="stride">Stride: an int, an expression or <c>"HxW"</c>.</param>
public sealed class SubsampleAttribute(object stride) : LayerAttribute
{
    /// <summary>Stride.</summary>
    public object Stride { get; } = stride;
}
