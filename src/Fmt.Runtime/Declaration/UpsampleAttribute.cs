namespace Fmt;

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
