using System;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>What a window adds on the four sides, from <c>pads</c> or <c>auto_pad</c>.</summary>
internal sealed record Padding(int Top, int Left, int Bottom, int Right)
{
    public static readonly Padding None = new(0, 0, 0, 0);

    public bool IsSymmetric => Top == Bottom && Left == Right;

    public bool IsNone => (Top, Left, Bottom, Right) == (0, 0, 0, 0);

    /// <summary>Height and width of a padding that is the same on both sides.</summary>
    public Size Size => new(Top, Left);

    /// <summary>The padding of a node, on both sides the same where that makes no difference; null where it has no four sides, or takes away.</summary>
    public static Padding? Of(NodeContext c, Shape input, Size kernel, Size stride, Size dilation) =>
        Given(c, input, kernel, stride, dilation) is not { } given || stride is not { H: > 0, W: > 0 } ? null
        : c.Int("ceil_mode", 0) != 0 ? given
        : given.Evened(input, kernel, stride, dilation);

    /// <summary>What is added at the end and no window reaches may as well be another number.</summary>
    private Padding Evened(Shape input, Size kernel, Size stride, Size dilation)
    {
        static bool IsUnread(int size, int kernel, int stride, int dilation, int begin, int end) =>
            begin == end || Windows.Output(size, kernel, stride, begin, dilation) == Windows.Output(size + begin + end, kernel, stride, 0, dilation);
        var height = IsUnread(input.Height, kernel.H, stride.H, dilation.H, Top, Bottom);
        return height && IsUnread(input.Width, kernel.W, stride.W, dilation.W, Left, Right) ? this with { Bottom = Top, Right = Left } : this;
    }

    private static Padding? Given(NodeContext c, Shape input, Size kernel, Size stride, Size dilation)
    {
        switch (c.Text("auto_pad", "NOTSET"))
        {
            case "VALID":
                return None;
            case "SAME_UPPER":
                return Same(input, kernel, stride, dilation);
            case "SAME_LOWER":
                return Same(input, kernel, stride, dilation) is var upper ? new Padding(upper.Bottom, upper.Right, upper.Top, upper.Left) : null;
            default:
                return c.Ints("pads") switch
                {
                    null => None,
                    [>= 0 and var t, >= 0 and var l, >= 0 and var b, >= 0 and var r] => new Padding(t, l, b, r),
                    _ => null,
                };
        }
    }

    /// <summary>A <c>ZeroPad2d</c> in front.</summary>
    public OnnxValue InFront(NodeContext c, OnnxValue.Signal input) =>
        c.Layer("ZeroPad2d", input, ("Left", Left), ("Right", Right), ("Top", Top), ("Bottom", Bottom));

    /// <summary>So much that the result is as large as the input divided by the stride, rounded up; an odd sum has its larger half at the end.</summary>
    private static Padding Same(Shape input, Size kernel, Size stride, Size dilation)
    {
        var (height, width) = (Sum(input.Height, kernel.H, stride.H, dilation.H), Sum(input.Width, kernel.W, stride.W, dilation.W));
        return new Padding(height / 2, width / 2, height - (height / 2), width - (width / 2));
    }

    private static int Sum(int size, int kernel, int stride, int dilation) => stride < 1 ? 0 :
        (int)Math.Clamp(((((long)size + stride - 1) / stride - 1) * stride) + ((long)dilation * (kernel - 1)) + 1 - size, 0, Parameter.Largest);
}
