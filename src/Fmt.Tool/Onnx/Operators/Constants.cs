using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Nodes that no image changes.</summary>
internal static class Constants
{
    /// <summary>The constant that a node makes; null where it makes none.</summary>
    public static OnnxValue? Of(NodeContext c)
    {
        var name = c.Node.Outputs.Length > 0 ? c.Node.Outputs[0] : "";
        if (c.Node.Op == "Constant") return Literal(c, name);
        if (c.Node.Op == "Shape" && ShapeOf(c.Value(0)) is { } dims) return new OnnxValue.Constant(name, null, Numbers.List(Part(c, dims)));
        if (Enumerable.Range(0, c.Node.Inputs.Length).Any(i => c.Value(i) is OnnxValue.Signal or OnnxValue.Refused) || c.Constant(0) is not { } first) return null;
        if (OfParameter(c, first, name) is { } parameter) return parameter;
        if (Evaluator.Evaluate(c.Node, c.AllNumbers) is not { } numbers) return null;
        c.Graph.Spend(numbers.Values.Length, c.Node);
        return new OnnxValue.Constant(name, null, numbers);
    }

    private static OnnxValue? Literal(NodeContext c, string name)
    {
        var a = c.Node.Attributes;
        if (a.TryGetValue("value", out var tensor) && tensor.Tensor is { } value) return new OnnxValue.Constant(name, value, null);
        if (a.TryGetValue("value_int", out var whole)) return new OnnxValue.Constant(name, null, new Numbers([], [whole.Int], true));
        if (a.TryGetValue("value_float", out var real)) return new OnnxValue.Constant(name, null, new Numbers([], [real.Float], false));
        if (a.TryGetValue("value_ints", out var wholes)) return new OnnxValue.Constant(name, null, Numbers.List([.. wholes.Ints.Select(i => (double)i)]));
        return a.TryGetValue("value_floats", out var reals) ? new OnnxValue.Constant(name, null, Numbers.List([.. reals.Floats]) with { IsInteger = false }) : null;
    }

    /// <summary>What moves a parameter without changing it keeps its name; an identity may give it the name that it has in the network.</summary>
    private static OnnxValue.Constant? OfParameter(NodeContext c, OnnxValue.Constant first, string name)
    {
        if (first.Tensor is not { } tensor) return null;
        switch (c.Node.Op)
        {
            case "Identity":
                return first with { Name = ModuleName.IsPath(name) || !ModuleName.IsPath(first.Name) ? name : first.Name };
            case "Transpose" when tensor is { IsFloating: true, Dims.Length: 2 } && (c.Ints("perm") is null or [1, 0]):
                return first with { Tensor = tensor.TransposeOf ?? Transposed(c, tensor) };
            case "Reshape" when tensor.IsFloating && c.Numbers(1) is { } shape && Target(tensor, shape.Values) is { } dims:
                return first with { Tensor = tensor.Reshaped(dims) };
            case "Squeeze" when tensor.IsFloating:
                return first with { Tensor = tensor.Reshaped(Evaluator.Squeezed(tensor.Dims, Evaluator.Axes(c.Node, c.AllNumbers))) };
            case "Unsqueeze" when tensor.IsFloating && Evaluator.Axes(c.Node, c.AllNumbers) is { } axes && axes.All(a => a >= 0 && a <= tensor.Dims.Length):
                return first with { Tensor = tensor.Reshaped(axes.Order().Aggregate(tensor.Dims, (d, a) => d.Insert((int)Math.Min(a, d.Length), 1))) };
            default:
                return null;
        }
    }

    private static ImmutableArray<long>? Target(OnnxTensor tensor, double[] shape)
    {
        var dims = shape.Select((d, i) => d == 0 && i < tensor.Dims.Length ? tensor.Dims[i] : (long)d).ToArray();
        var known = dims.Where(d => d > 0).Aggregate(1.0, (a, b) => a * b);
        if (dims.Count(d => d == -1) == 1) dims[Array.IndexOf(dims, -1)] = (long)(tensor.Count / known);
        return dims.All(d => d > 0) && dims.Aggregate(1.0, (a, b) => a * b) == tensor.Count ? [.. dims] : null;
    }

    /// <summary>A matrix with its axes exchanged.</summary>
    public static OnnxTensor Transposed(NodeContext c, OnnxTensor tensor)
    {
        ImmutableArray<long> dims = [tensor.Dims[1], tensor.Dims[0]];
        if (tensor.Data is not { } data) return new OnnxTensor(tensor.Type, dims, null) { TransposeOf = tensor };
        c.Graph.Spend(tensor.Count, c.Node);
        var (size, rows, columns) = (TensorReader.SizeOf(tensor.Type), (int)tensor.Dims[0], (int)tensor.Dims[1]);
        var turned = new byte[data.Length];
        for (var r = 0; r < rows; r++)
            for (var k = 0; k < columns; k++) data.Span.Slice(((r * columns) + k) * size, size).CopyTo(turned.AsSpan(((k * rows) + r) * size));
        return new OnnxTensor(tensor.Type, dims, turned) { TransposeOf = tensor };
    }

    private static double[]? ShapeOf(OnnxValue? value) => value switch
    {
        OnnxValue.Signal signal => [double.NaN, .. signal.Shape.Dims.Select(d => (double)d)],
        OnnxValue.Constant { Tensor: { } tensor } => [.. tensor.Dims.Select(d => (double)d)],
        OnnxValue.Constant { Numbers: { } numbers } => [.. numbers.Dims.Select(d => (double)d)],
        _ => null,
    };

    private static double[] Part(NodeContext c, double[] dims)
    {
        int At(int index) => Math.Clamp(index < 0 ? index + dims.Length : index, 0, dims.Length);
        return dims[At(c.Int("start", 0))..Math.Max(At(c.Int("start", 0)), At(c.Int("end", dims.Length)))];
    }
}
