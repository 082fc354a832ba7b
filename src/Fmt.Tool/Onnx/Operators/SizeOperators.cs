using System;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Upsampling.</summary>
internal static class SizeOperators
{
    /// <summary><c>Upsample</c> of files before opset 10.</summary>
    public static OnnxValue Upsample(NodeContext c)
    {
        var scales = c.Node.Attributes.TryGetValue("scales", out var given) ? [.. given.Floats] : c.Numbers(1)?.Values;
        return c.Text("mode", "nearest") == "nearest" ? Nearest(c, scales) : c.Refuse("its mode is not nearest");
    }

    /// <summary><c>Resize</c>: nearest by a whole number, or bilinear as PyTorch has it.</summary>
    public static OnnxValue Resize(NodeContext c)
    {
        if (c.Signal() is not { Shape.IsMap: true } input) return c.Refuse("it does not read maps");
        var scales = c.Node.Inputs.Length == 2 ? c.Numbers(1)?.Values : c.Numbers(2)?.Values;
        var sizes = c.Numbers(3)?.Values;
        if (sizes is [_, _, var h, var w]) scales = [1, sizes[1] == input.Shape.Channels || double.IsNaN(sizes[1]) ? 1 : 0, h / input.Shape.Height, w / input.Shape.Width];
        var place = c.Text("coordinate_transformation_mode", "half_pixel");
        if (c.Text("mode", "nearest") == "nearest")
            return place == "align_corners" ? c.Refuse("the places of its nearest values are by the corners") : Nearest(c, scales);
        if (c.Text("mode", "nearest") != "linear" || place is not ("half_pixel" or "pytorch_half_pixel" or "align_corners")) return c.Refuse("its mode is neither nearest nor PyTorch's bilinear");
        if (scales is not [1, 1, var rows, var columns]) return c.Refuse("its size is calculated from the image, or it resizes batch or channels");
        var size = new Size(Times(input.Shape.Height, rows), Times(input.Shape.Width, columns));
        return c.Layer("Upsample", ("Size", size), ("Mode", "bilinear"), ("AlignCorners", place == "align_corners"));
    }

    private static OnnxValue Nearest(NodeContext c, double[]? scales)
    {
        if (scales is not [1, 1, var rows, var columns]) return c.Refuse("its size is calculated from the image, or it resizes batch or channels");
        if (rows < 1 || columns < 1 || rows != Math.Truncate(rows) || columns != Math.Truncate(columns)) return c.Refuse($"it resizes by {rows} and {columns}, which are not whole numbers");
        if (rows == columns) return c.Layer("Upsample", ("ScaleFactor", rows));
        return c.Signal() is { Shape.IsMap: true } input
            ? c.Layer("Upsample", ("Size", new Size(Times(input.Shape.Height, rows), Times(input.Shape.Width, columns))))
            : c.Refuse("it does not read maps");
    }

    private static int Times(int size, double scale) => (int)Math.Clamp(Math.Round(size * scale), 0, Parameter.Largest);
}
