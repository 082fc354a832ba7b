using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Calculates what exporters write of shapes: small tensors, in which the number of images is not known.</summary>
internal static class Evaluator
{
    private static readonly Dictionary<string, Func<OnnxNode, Numbers?[], Numbers?>> _operators = new(StringComparer.Ordinal)
    {
        ["Identity"] = (_, x) => x[0],
        ["Cast"] = Cast,
        ["ConstantOfShape"] = Filled,
        ["Gather"] = Gather,
        ["Concat"] = Concat,
        ["Slice"] = Slice,
        ["Reshape"] = Reshape,
        ["Transpose"] = Transpose,
        ["Squeeze"] = (n, x) => x[0] is { } v ? v with { Dims = Squeezed(v.Dims, Axes(n, x)) } : null,
        ["Unsqueeze"] = (n, x) => x[0] is { } v && Axes(n, x) is { } axes ? v with { Dims = Unsqueezed(v.Dims, axes) } : null,
        ["Add"] = (_, x) => Combine(x, (a, b) => a + b),
        ["Sub"] = (_, x) => Combine(x, (a, b) => a - b),
        ["Mul"] = (_, x) => Combine(x, (a, b) => a * b),
        ["Div"] = (_, x) => x[0] is { IsInteger: true } ? Combine(x, (a, b) => b == 0 ? double.NaN : Math.Truncate(a / b)) : Combine(x, (a, b) => a / b),
        ["Pow"] = (_, x) => Combine(x, Math.Pow),
        ["Sqrt"] = (_, x) => Each(x, Math.Sqrt),
        ["Neg"] = (_, x) => Each(x, v => -v),
        ["Floor"] = (_, x) => Each(x, Math.Floor),
        ["Ceil"] = (_, x) => Each(x, Math.Ceiling),
    };

    /// <summary>What a node makes of constants; null where that is not calculated.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">What it reads; null for what is left out or not known.</param>
    public static Numbers? Evaluate(OnnxNode node, Numbers?[] inputs) =>
        inputs.Length > 0 && inputs[0] is not null && _operators.TryGetValue(node.Op, out var work) && work(node, inputs) is { } result && result.Values.Length <= Numbers.Most ? result : null;

    /// <summary>The axes without those of one element that are named, or without all of these.</summary>
    public static ImmutableArray<long> Squeezed(ImmutableArray<long> dims, double[]? axes) =>
        [.. dims.Where((d, i) => d != 1 || (axes is not null && !axes.Any(a => (a < 0 ? a + dims.Length : a) == i)))];

    /// <summary>The axes that an attribute or the second input names.</summary>
    public static double[]? Axes(OnnxNode node, Numbers?[] inputs) =>
        node.Attributes.TryGetValue("axes", out var given) ? [.. given.Ints.Select(i => (double)i)] : inputs.Length > 1 ? inputs[1]?.Values : null;

    private static ImmutableArray<long> Unsqueezed(ImmutableArray<long> dims, double[] axes)
    {
        var rank = dims.Length + axes.Length;
        var added = axes.Select(a => a < 0 ? a + rank : a).ToHashSet();
        var rest = new Queue<long>(dims);
        return [.. Enumerable.Range(0, rank).Select(i => added.Contains(i) || rest.Count == 0 ? 1 : rest.Dequeue())];
    }

    private static Numbers? Cast(OnnxNode node, Numbers?[] x)
    {
        var isInteger = node.Attributes.TryGetValue("to", out var to) && to.Int is not (1 or 10 or 11 or 16);
        return x[0] is not { } v ? null : isInteger ? new Numbers(v.Dims, Array.ConvertAll(v.Values, Math.Truncate), true) : v with { IsInteger = false };
    }

    private static Numbers? Filled(OnnxNode node, Numbers?[] x)
    {
        var value = node.Attributes.TryGetValue("value", out var given) && given.Tensor is { Count: 1 } tensor ? Numbers.Of(tensor) : new Numbers([1], [0], false);
        var dims = x[0]!.Values;
        var count = dims.Aggregate(1.0, (a, b) => a * b);
        return value is null || !(count >= 0 && count <= Numbers.Most && dims.All(d => d >= 0)) ? null
            : new Numbers([.. dims.Select(d => (long)d)], Enumerable.Repeat(value.Values[0], (int)count).ToArray(), value.IsInteger);
    }

    private static Numbers? Gather(OnnxNode node, Numbers?[] x)
    {
        if (x is not [{ Dims.Length: 1 } data, { } at] || at.Values.Any(i => !(i >= -data.Values.Length && i < data.Values.Length))) return null;
        return new Numbers(at.Dims, Array.ConvertAll(at.Values, i => data.Values[(int)(i < 0 ? i + data.Values.Length : i)]), data.IsInteger);
    }

    private static Numbers? Concat(OnnxNode node, Numbers?[] x) =>
        x.Any(v => v is not { Dims.Length: 1 }) || x.Sum(v => (long)v!.Values.Length) > Numbers.Most ? null
        : Numbers.List([.. x.SelectMany(v => v!.Values)]) with { IsInteger = x.All(v => v!.IsInteger) };

    private static Numbers? Slice(OnnxNode node, Numbers?[] x)
    {
        var result = x[0];
        foreach (var (axis, start, end, step) in SliceParts.Of(node, x, x[0]!.Dims.Length) ?? [])
            result = result is null ? null : Numbering.Take(result, axis, SliceParts.Indices(start, end, step, result.Dims[axis]));
        return result;
    }

    private static Numbers? Reshape(OnnxNode node, Numbers?[] x)
    {
        if (x is not [{ } data, { } shape]) return null;
        var dims = shape.Values.Select((d, i) => d == 0 && i < data.Dims.Length ? data.Dims[i] : (long)d).ToArray();
        var known = dims.Where(d => d >= 0).Aggregate(1.0, (a, b) => a * b);
        if (dims.Count(d => d == -1) == 1 && known > 0) dims[Array.IndexOf(dims, -1)] = (long)(data.Values.Length / known);
        return dims.All(d => d >= 0) && dims.Aggregate(1.0, (a, b) => a * b) == data.Values.Length ? data with { Dims = [.. dims] } : null;
    }

    private static Numbers? Transpose(OnnxNode node, Numbers?[] x)
    {
        var rank = x[0]!.Dims.Length;
        int[] order = node.Attributes.TryGetValue("perm", out var perm) ? [.. perm.Ints.Select(i => (int)i)] : [.. Enumerable.Range(0, rank).Reverse()];
        return order.Order().SequenceEqual(Enumerable.Range(0, rank)) ? Numbering.Permute(x[0]!, order) : null;
    }

    private static Numbers? Each(Numbers?[] x, Func<double, double> work) => x[0] is { } v ? v with { Values = Array.ConvertAll(v.Values, i => work(i)) } : null;

    private static Numbers? Combine(Numbers?[] x, Func<double, double, double> work) => x switch
    {
        [{ } a, { Values.Length: 1 } b] when a.Dims.Length >= b.Dims.Length => a with { Values = Array.ConvertAll(a.Values, v => work(v, b.Values[0])) },
        [{ Values.Length: 1 } a, { } b] => b with { Values = Array.ConvertAll(b.Values, v => work(a.Values[0], v)) },
        [{ } a, { } b] when a.Dims.SequenceEqual(b.Dims) => a with { Values = [.. a.Values.Zip(b.Values, work)] },
        _ => null,
    };
}
