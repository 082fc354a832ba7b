using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary><c>x·(1 + erf(x/√2))·0.5</c>, in any order of its factors, is GELU.</summary>
internal static class GeluIdiom
{
    public static OnnxValue? Find(NodeContext c)
    {
        foreach (var factor in Factors(c, c.Node, null))
        {
            if (Inside(c, factor) is not { } x || c.Graph[x] is not OnnxValue.Signal signal) continue;
            var factors = Factors(c, c.Node, x).ToList();
            var rest = factors.Where(f => f != x && f != factor).ToList();
            if (factors.Count == 3 && factors.Contains(x) && rest is [var half] && c.Graph.NumberOf(half) == 0.5) return c.Layer("GELU", signal);
        }

        return null;
    }

    /// <summary>The x of <c>1 + erf(x/√2)</c>; null for another value.</summary>
    private static string? Inside(NodeContext c, string name)
    {
        if (c.Graph.Maker(name, "Add") is not { Inputs: [var a, var b] }) return null;
        var inner = c.Graph.NumberOf(b) == 1 ? a : c.Graph.NumberOf(a) == 1 ? b : null;
        if (inner is null || c.Graph.Maker(inner, "Erf") is not { Inputs: [var argument] }) return null;
        return c.Graph.Maker(argument) switch
        {
            { Op: "Div", Inputs: [var x, var by] } when IsNear(c.Graph.NumberOf(by), Math.Sqrt(2)) => c.Graph.Source(x),
            { Op: "Mul", Inputs: [var x, var by] } when IsNear(c.Graph.NumberOf(by), Math.Sqrt(0.5)) => c.Graph.Source(x),
            { Op: "Mul", Inputs: [var by, var x] } when IsNear(c.Graph.NumberOf(by), Math.Sqrt(0.5)) => c.Graph.Source(x),
            _ => null,
        };
    }

    /// <summary>The factors of a product of at most three, products taken apart but for <paramref name="whole"/>.</summary>
    private static IEnumerable<string> Factors(NodeContext c, OnnxNode product, string? whole)
    {
        foreach (var input in product.Inputs.Select(c.Graph.Source))
        {
            if (input != whole && product == c.Node && c.Graph.Maker(input, "Mul") is { Inputs.Length: 2 } inner)
                foreach (var factor in Factors(c, inner, whole)) yield return factor;
            else yield return input;
        }
    }

    private static bool IsNear(double? value, double wanted) => value is { } v && Math.Abs(v - wanted) < 1e-5;
}
