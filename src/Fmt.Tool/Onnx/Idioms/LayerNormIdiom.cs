using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary><c>(x - mean) / sqrt(mean((x - mean)²) + eps)</c>, perhaps with scale and shift, is a layer norm.</summary>
internal static class LayerNormIdiom
{
    /// <summary>With scale and shift.</summary>
    public static OnnxValue? WithBias(NodeContext c)
    {
        if (Parts(c, c.Node) is not var (product, bias) || c.Graph.Maker(product, "Mul") is not { } mul) return null;
        return Parts(c, mul) is var (quotient, weight) && Core(c, quotient) is { } norm ? Make(c, norm, weight, bias) : null;
    }

    /// <summary>With a scale.</summary>
    public static OnnxValue? WithScale(NodeContext c) => Parts(c, c.Node) is var (quotient, weight) && Core(c, quotient) is { } norm ? Make(c, norm, weight, null) : null;

    /// <summary>Without either.</summary>
    public static OnnxValue? Plain(NodeContext c) => Core(c, c.Node) is { } norm ? Make(c, norm, null, null) : null;

    /// <summary>What is calculated, and the parameter beside it.</summary>
    private static (string Value, OnnxValue.Constant Parameter)? Parts(NodeContext c, OnnxNode node) =>
        node.Inputs is not [var a, var b] ? null
        : c.Graph[b] is OnnxValue.Constant second ? (a, second)
        : c.Graph[a] is OnnxValue.Constant first ? (b, first)
        : null;

    private static (OnnxValue.Signal X, double Eps, double[] Axes)? Core(NodeContext c, string name) => c.Graph.Maker(name, "Div") is { } node ? Core(c, node) : null;

    private static (OnnxValue.Signal X, double Eps, double[] Axes)? Core(NodeContext c, OnnxNode quotient)
    {
        if (quotient.Inputs is not [var top, var bottom] || c.Graph.Maker(top, "Sub") is not { Inputs: [var x, var mean] } difference) return null;
        if (c.Graph.Maker(bottom, "Sqrt") is not { Inputs: [var sum] } || c.Graph.Maker(sum, "Add") is not { Inputs: [var variance, var epsilon] }) return null;
        if (c.Graph.Maker(mean, "ReduceMean") is not { } first || c.Graph.Maker(variance, "ReduceMean") is not { } second || c.Graph.NumberOf(epsilon) is not { } eps) return null;
        var isSquare = c.Graph.Maker(second.Input(0)) switch
        {
            { Op: "Pow", Inputs: [var b, var exponent] } => c.Graph.Maker(b) == difference && c.Graph.NumberOf(exponent) == 2,
            { Op: "Mul", Inputs: [var b, var again] } => c.Graph.Maker(b) == difference && c.Graph.Maker(again) == difference,
            _ => false,
        };
        var axes = Axes(c, first);
        var fits = isSquare && c.Graph.Source(first.Input(0)) == c.Graph.Source(x) && axes is not null && Axes(c, second) is { } same && same.SequenceEqual(axes);
        return fits && c.Graph[x] is OnnxValue.Signal signal ? (signal, eps, axes!) : null;
    }

    private static double[]? Axes(NodeContext c, OnnxNode mean) => Evaluator.Axes(mean, new NodeContext(c.Graph, mean).AllNumbers);

    private static OnnxValue? Make(NodeContext c, (OnnxValue.Signal X, double Eps, double[] Axes) norm, OnnxValue.Constant? weight, OnnxValue.Constant? bias)
    {
        var weights = new Dictionary<string, OnnxValue.Constant>();
        if (weight is not null) weights["weight"] = weight;
        if (bias is not null) weights["bias"] = bias;
        var rank = norm.X.Shape.Dims.Count + 1;
        var axes = norm.Axes.Select(a => a < 0 ? a + rank : a).Order().ToArray();
        if (axes is [1] && norm.X.Shape.IsMap && weights.Count != 1 && weights.Values.All(w => Broadcast.IsPerChannel(w, norm.X.Shape.Channels, 2))) return c.Layer("LayerNorm2d", [norm.X], weights, ("Eps", norm.Eps), ("ElementwiseAffine", weight is not null));
        if (!axes.SequenceEqual(Enumerable.Range(rank - axes.Length, axes.Length).Select(i => (double)i))) return null;
        if (!weights.Values.All(w => Broadcast.IsOver(w, [.. norm.X.Shape.Dims.TakeLast(axes.Length).Select(d => (long)d)]))) return null;
        return c.Layer("LayerNorm", [norm.X], weights, ("Eps", norm.Eps), ("ElementwiseAffine", weight is not null), ("Bias", weight is null || bias is not null), ("Dims", axes.Length));
    }
}
