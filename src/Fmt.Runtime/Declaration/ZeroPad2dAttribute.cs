namespace Fmt;

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
