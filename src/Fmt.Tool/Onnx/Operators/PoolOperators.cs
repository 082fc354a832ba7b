using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Pooling.</summary>
internal static class PoolOperators
{
    /// <summary>Layers whose results are never below zero, so that zeros around them change no maximum.</summary>
    private static readonly string[] _positive = ["ReLU", "ReLU6", "Sigmoid", "Hardsigmoid"];

    /// <summary><c>MaxPool</c>.</summary>
    public static OnnxValue Max(NodeContext c)
    {
        if (Window(c) is not var (input, kernel, stride, padding) || c.Pair("dilations", 1) is not { } dilation) return c.Refuse("its kernel, strides or pads are no pairs");
        if (c.Int("storage_order", 0) != 0) return c.Refuse("its storage order is not by rows");
        var ceil = c.Int("ceil_mode", 0) != 0;
        if (!padding.IsSymmetric)
        {
            // A window that reaches over the end is what ceil_mode means.
            if (!ceil && padding is { Top: 0, Left: 0 } && dilation == new Size(1, 1) && ReachesOver(input.Shape, kernel, stride, padding)) (ceil, padding) = (true, Padding.None);
            else if (!ceil && input.Layer is { } layer && _positive.Contains(layer.Kind.Name) && padding.InFront(c, input) is OnnxValue.Signal padded) (input, padding) = (padded, Padding.None);
            else return c.Refuse("its pads differ between two sides, and zeros around maps that may be negative would change the maxima");
        }

        return c.Layer("MaxPool2d", input, Arguments(kernel, stride, padding, ceil, ("Dilation", dilation)));
    }

    /// <summary><c>AveragePool</c>; a window of one place changes nothing.</summary>
    public static OnnxValue Average(NodeContext c)
    {
        if (Window(c) is not var (input, kernel, stride, padding) || c.Pair("dilations", 1) != new Size(1, 1)) return c.Refuse("its kernel, strides or pads are no pairs");
        if ((kernel, stride, padding.IsNone) == (new Size(1, 1), new Size(1, 1), true)) return input;
        var counts = c.Int("count_include_pad", 0) != 0 || padding.IsNone;
        if (!padding.IsSymmetric)
        {
            if (!counts || padding.InFront(c, input) is not OnnxValue.Signal padded) return c.Refuse("its pads differ between two sides and do not count");
            (input, padding) = (padded, Padding.None);
        }

        return c.Layer("AvgPool2d", input, Arguments(kernel, stride, padding, c.Int("ceil_mode", 0) != 0, ("CountIncludePad", counts)));
    }

    /// <summary><c>ReduceMean</c> over height and width.</summary>
    public static OnnxValue Mean(NodeContext c)
    {
        if (c.Signal() is not { Shape.IsMap: true } input) return c.Refuse("the language has no layer for a mean of this kind");
        var axes = Evaluator.Axes(c.Node, c.AllNumbers)?.Select(a => a < 0 ? a + 4 : a).Order().ToArray();
        if (axes is not [2, 3]) return c.Refuse("the language has no layer for a mean over other axes than height and width");
        var pooled = c.Layer("GlobalAvgPool2d", input);
        return c.Int("keepdims", 1) != 0 || pooled is not OnnxValue.Signal signal ? pooled : c.Layer("Flatten", signal);
    }

    private static (OnnxValue.Signal Input, Size Kernel, Size Stride, Padding Padding)? Window(NodeContext c)
    {
        if (c.Signal() is not { Shape.IsMap: true } input || c.Ints("kernel_shape") is not [var h, var w] || c.Pair("strides", 1) is not { } stride) return null;
        var kernel = new Size(h, w);
        return Padding.Of(c, input.Shape, kernel, stride, c.Pair("dilations", 1) ?? new Size(1, 1)) is { } padding ? (input, kernel, stride, padding) : null;
    }

    private static bool ReachesOver(Shape input, Size kernel, Size stride, Padding padding) =>
        stride is { H: > 0, W: > 0 } && Reaches(input.Height, kernel.H, stride.H, padding.Bottom) && Reaches(input.Width, kernel.W, stride.W, padding.Right);

    private static bool Reaches(int size, int kernel, int stride, int end) =>
        size + end >= kernel && ((size + end - kernel) / stride) + 1 == Windows.Output(size, kernel, stride, 0, 1, ceil: true);

    private static (string Name, object? Value)[] Arguments(Size kernel, Size stride, Padding padding, bool ceil, (string Name, object? Value) last) =>
        [("Kernel", kernel), ("Stride", stride == kernel ? null : stride), ("Padding", padding.Size), ("CeilMode", ceil), last];
}
