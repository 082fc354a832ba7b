using System;
using System.Collections.Generic;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Convolutions.</summary>
internal static class ConvolutionOperators
{
    /// <summary><c>Conv</c>; a padding that differs between two sides stands in front of it.</summary>
    public static OnnxValue Conv(NodeContext c)
    {
        if (Read(c) is not { } parts) return c.Refuse(Wrong(c));
        var input = c.Signal()!;
        if (Padding.Of(c, input.Shape, parts.Kernel, parts.Stride, parts.Dilation) is not { } padding) return c.Refuse("its pads are not four numbers from 0 on");
        if (!padding.IsSymmetric)
        {
            if (padding.InFront(c, input) is not OnnxValue.Signal padded) return c.Refuse("its pads do not fit");
            (input, padding) = (padded, Padding.None);
        }

        return c.Layer("Conv2d", [input], parts.Weights, Arguments(parts, (int)parts.Weight.Dims[0], padding.Size));
    }

    /// <summary><c>ConvTranspose</c>.</summary>
    public static OnnxValue ConvTranspose(NodeContext c)
    {
        if (Read(c) is not { } parts) return c.Refuse(Wrong(c));
        var extra = c.Pair("output_padding", 0);
        if (c.Has("output_shape") || c.Text("auto_pad", "NOTSET") is not ("NOTSET" or "VALID")) return c.Refuse("its result's size is given instead of its padding");
        if (Padding.Of(c, c.Signal()!.Shape, parts.Kernel, parts.Stride, parts.Dilation) is not { IsSymmetric: true } padding || extra is null)
            return c.Refuse("its pads are not the same on both sides");
        var channels = Math.Clamp(parts.Weight.Dims[1] * parts.Groups, 0, Parameter.Largest);
        return c.Layer("ConvTranspose2d", [c.Signal()!], parts.Weights, [.. Arguments(parts, (int)channels, padding.Size), ("OutputPadding", extra)]);
    }

    private static (string Name, object? Value)[] Arguments(Parts p, int channels, Size padding) =>
    [
        ("Channels", channels), ("Kernel", p.Kernel), ("Stride", p.Stride), ("Padding", padding), ("Dilation", p.Dilation), ("Groups", p.Groups), ("Bias", p.Weights.ContainsKey("bias")),
    ];

    private static Parts? Read(NodeContext c)
    {
        if (c.Signal() is not { Shape.IsMap: true } || c.Constant(1) is not { Tensor: { Dims.Length: 4 } tensor } weight) return null;
        if (c.Pair("strides", 1) is not { } stride || c.Pair("dilations", 1) is not { } dilation) return null;
        var kernel = new Size((int)tensor.Dims[2], (int)tensor.Dims[3]);
        if (c.Ints("kernel_shape") is { } given && given is not [var h, var w]) return null;
        if (c.Pair("kernel_shape", 0) is { H: > 0 } named && named != kernel) return null;
        var weights = new Dictionary<string, OnnxValue.Constant> { ["weight"] = weight };
        if (c.Constant(2) is { } bias) weights["bias"] = bias;
        return c.Value(2) is not null && c.Constant(2) is null ? null : new Parts(tensor, weights, kernel, stride, dilation, c.Int("group", 1));
    }

    private static string Wrong(NodeContext c) =>
        c.Signal() is not { Shape.IsMap: true } ? "it does not read maps"
        : c.Constant(1) is null ? "its weight is calculated from the image"
        : c.Constant(1)!.Tensor is not { Dims.Length: 4 } tensor ? "it is no convolution over height and width"
        : $"kernel, stride or dilation are no pairs, or the kernel is not that of its weight {tensor.Shape}";

    private sealed record Parts(OnnxTensor Weight, Dictionary<string, OnnxValue.Constant> Weights, Size Kernel, Size Stride, Size Dilation, int Groups);
}
