using System;
using System.Collections.Generic;

namespace Fmt.Tool.Onnx;

/// <summary>Activations with arguments to look at.</summary>
internal static class ActivationOperators
{
    /// <summary><c>HardSigmoid</c> with PyTorch's slope.</summary>
    public static OnnxValue HardSigmoid(NodeContext c) =>
        Math.Abs(c.Float("alpha", 0.2) - (1 / 6.0)) < 1e-6 && c.Float("beta", 0.5) == 0.5
            ? c.Layer("Hardsigmoid")
            : c.Refuse("its slope is not 1/6 about 0.5, as the layer Hardsigmoid has it");

    /// <summary><c>Clip</c> from 0 to 6, or from 0.</summary>
    public static OnnxValue Clip(NodeContext c)
    {
        var (low, high) = Bounds(c);
        return (low, high) switch
        {
            (0, 6) => c.Layer("ReLU6"),
            (0, >= 3.4e38) => c.Layer("ReLU"),
            ( <= -3.4e38, >= 3.4e38) => c.Value(0) ?? c.Refuse("it reads nothing"),
            _ => c.Refuse($"it cuts off at {low} and {high}; the language has ReLU (0) and ReLU6 (0 and 6)"),
        };
    }

    /// <summary>Where a <c>Clip</c> cuts off; NaN where that is calculated.</summary>
    public static (double Low, double High) Bounds(NodeContext c) => (Bound(c, "min", 1, double.NegativeInfinity), Bound(c, "max", 2, double.PositiveInfinity));

    /// <summary><c>PRelu</c> with one slope, or one per channel.</summary>
    public static OnnxValue PRelu(NodeContext c)
    {
        if (c.Signal() is not { } input || c.Constant(1) is not { } slope) return c.Refuse("its slope is calculated from the image");
        var count = slope.Tensor?.Count ?? slope.Numbers!.Values.Length;
        if (count != 1 && !Broadcast.IsPerChannel(slope, input.Shape.Channels, input.Shape.IsMap ? 2 : 0)) return c.Refuse("its slopes are not one for each channel");
        return c.Layer("PReLU", [input], new Dictionary<string, OnnxValue.Constant> { ["weight"] = slope }, ("NumParameters", count));
    }

    /// <summary>An attribute in old files, an input in new ones.</summary>
    private static double Bound(NodeContext c, string name, int slot, double fallback) =>
        c.Has(name) ? c.Float(name, 0) : c.Value(slot) is null ? fallback : c.Numbers(slot) is { Values: [var value] } ? value : double.NaN;
}
