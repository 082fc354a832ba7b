using System;

namespace Fmt.Graph;

/// <summary>Output sizes of sliding windows, by PyTorch's formulas.</summary>
internal static class Windows
{
    /// <summary>floor (or ceil) of (size + 2*padding - dilation*(kernel - 1) - 1)/stride, plus 1; 0 where the window does not fit. With ceil a window may reach over the end.</summary>
    public static long Output(int size, int kernel, int stride, int padding, int dilation, bool ceil = false)
    {
        var room = (long)size + 2L * padding - (long)dilation * (kernel - 1) - 1 + (ceil ? stride - 1 : 0);
        if (room < 0) return 0;
        var output = room / stride + 1;
        // PyTorch drops a last window that would start in the padding.
        if (ceil && (output - 1) * stride >= (long)size + padding) output--;
        return output;
    }

    /// <summary>A window kind's output shape, or "does not fit" with both sizes.</summary>
    public static Inference Slide(Source input, int channels, Size kernel, Size stride, Size padding, Size dilation, bool ceil, string argument)
    {
        var h = Output(input.Shape.Height, kernel.H, stride.H, padding.H, dilation.H, ceil);
        var w = Output(input.Shape.Width, kernel.W, stride.W, padding.W, dilation.W, ceil);
        if (h >= 1 && w >= 1) return Inference.Map(channels, h, w);
        var reach = (H: (long)dilation.H * (kernel.H - 1) + 1, W: (long)dilation.W * (kernel.W - 1) + 1);
        return Inference.Wrong(
            ProblemKind.SpatialUnderflow,
            argument,
            FormattableString.Invariant($"{reach.H}x{reach.W}"),
            FormattableString.Invariant($"{input.Shape.Height + 2L * padding.H}x{input.Shape.Width + 2L * padding.W}"),
            input.Shape,
            input.Name);
    }
}
