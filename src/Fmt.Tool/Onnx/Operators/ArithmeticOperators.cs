using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Sums, products and concatenations.</summary>
internal static class ArithmeticOperators
{
    private static readonly Dictionary<string, OnnxValue.Constant> _noWeights = [];

    /// <summary>A sum of layers. A constant beside one of them has no layer, but a bias is <see cref="BiasIdiom"/>'s.</summary>
    public static OnnxValue Add(NodeContext c)
    {
        if (Signals(c) is { } signals) return signals.Length == 1 ? signals[0] : c.Layer("Add", signals, _noWeights);
        var (signal, constant) = Split(c);
        return signal is not null && constant is not null && IsAll(constant, 0) ? signal : c.Refuse("the language has no layer that adds a constant");
    }

    /// <summary>A product of layers, or a learned scale per channel.</summary>
    public static OnnxValue Multiply(NodeContext c)
    {
        if (Signals(c) is { } signals) return c.Layer("Multiply", signals, _noWeights);
        var (signal, constant) = Split(c);
        if (signal is null || constant is null) return c.Refuse("it multiplies no two things");
        return IsAll(constant, 1) ? signal : Scale(c, signal, constant);
    }

    /// <summary>A quotient by a constant, which is a product with its reciprocal.</summary>
    public static OnnxValue Divide(NodeContext c)
    {
        if (c.Signal() is not { } signal || c.Constant(1) is not { } constant || OnnxGraph.NumbersOf(constant) is not { } numbers) return c.Refuse("the language has no layer that divides by what comes from the image");
        if (IsAll(constant, 1)) return signal;
        return Scale(c, signal, new OnnxValue.Constant(constant.Name, null, numbers with { Values = [.. numbers.Values.Select(v => 1 / v)], IsInteger = false }));
    }

    /// <summary>A difference with a constant of zeros; all others have no layer.</summary>
    public static OnnxValue Subtract(NodeContext c) =>
        c.Signal() is { } signal && c.Constant(1) is { } constant && IsAll(constant, 0) ? signal : c.Refuse("the language has no layer that subtracts");

    /// <summary><c>Concat</c> of channels.</summary>
    public static OnnxValue Concat(NodeContext c)
    {
        if (Signals(c) is not { } signals) return c.Refuse("it joins what comes from the image and constants");
        var rank = signals[0].Shape.Dims.Count + 1;
        var axis = c.Int("axis", 1);
        if ((axis < 0 ? axis + rank : axis) != 1) return c.Refuse($"it joins along axis {axis}; the language joins channels");
        return signals.Length == 1 ? signals[0] : c.Layer("Concat", signals, _noWeights);
    }

    /// <summary>Layers' results alone; null where one of the inputs is none.</summary>
    private static ImmutableArray<OnnxValue.Signal>? Signals(NodeContext c)
    {
        var all = Enumerable.Range(0, c.Node.Inputs.Length).Select(c.Signal).OfType<OnnxValue.Signal>().ToImmutableArray();
        return all.Length == c.Node.Inputs.Length && all.Length > 0 ? all : null;
    }

    private static (OnnxValue.Signal? Signal, OnnxValue.Constant? Constant) Split(NodeContext c) =>
        c.Node.Inputs.Length == 2 ? (c.Signal() ?? c.Signal(1), c.Constant(1) ?? c.Constant(0)) : (null, null);

    private static bool IsAll(OnnxValue.Constant constant, double value) => OnnxGraph.NumbersOf(constant) is { Dims: var dims } numbers && dims.All(d => d == 1) && numbers.Values.All(v => v == value);

    private static OnnxValue Scale(NodeContext c, OnnxValue.Signal signal, OnnxValue.Constant constant)
    {
        var channels = signal.Shape.Channels;
        long[] axes = signal.Shape.IsMap ? [channels, 1, 1] : [channels];
        var dims = constant.Tensor?.Dims ?? constant.Numbers!.Dims;
        var padded = Enumerable.Repeat(1L, System.Math.Max(0, axes.Length - dims.Length)).Concat(dims.Skip(System.Math.Max(0, dims.Length - axes.Length)));
        if (dims.Length > axes.Length && dims[..^axes.Length].Any(d => d != 1)) return c.Refuse("it multiplies by a constant of another size");
        if (padded.All(d => d == 1) && channels != 1 && OnnxGraph.NumbersOf(constant) is { } one && channels <= Numbers.Most)
        {
            c.Graph.Spend(channels, c.Node);
            constant = new OnnxValue.Constant(constant.Name, null, new Numbers([.. axes], [.. Enumerable.Repeat(one.Values[0], channels)], false));
        }
        else if (!padded.SequenceEqual(axes)) return c.Refuse("it multiplies by a constant that is no factor per channel");
        return c.Layer("Scale", [signal], new Dictionary<string, OnnxValue.Constant> { [""] = constant });
    }
}
