using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Operators that take parts.</summary>
internal static class CutOperators
{
    /// <summary><c>Slice</c>: some channels, or every s-th row and column.</summary>
    public static OnnxValue Slice(NodeContext c)
    {
        if (c.Signal() is not { } input) return c.Refuse("what it reads does not depend on the image");
        if (input.Shape.ChannelsLast || SliceParts.Of(c.Node, c.AllNumbers, input.Shape.Dims.Count + 1) is not { } parts) return c.Refuse("what it takes is calculated from the image");
        OnnxValue value = input;
        foreach (var (axis, start, end, step) in parts)
        {
            if (value is not OnnxValue.Signal at) return value;
            value = axis == 0 ? c.Refuse("it takes some of the images") : Take(c, at, axis, (start, end, step));
        }

        return value;
    }

    /// <summary><c>Split</c> of channels: one <c>Slice</c> each.</summary>
    public static IReadOnlyList<OnnxValue> Split(NodeContext c)
    {
        var axis = c.Int("axis", 0);
        if (c.Signal() is not { Shape.ChannelsLast: false } input || (axis < 0 ? axis + input.Shape.Dims.Count + 1 : axis) != 1) return [c.Refuse("it splits something else than channels")];
        var count = c.Node.Outputs.Length;
        var each = (input.Shape.Channels + count - 1) / Math.Max(1, count);
        var sizes = c.Ints("split") ?? (c.Value(1) is null ? [.. Enumerable.Range(0, count).Select(i => Math.Min(each, input.Shape.Channels - (i * each)))] : c.Numbers(1)?.Values.Select(v => (int)v).ToArray());
        if (sizes is null || sizes.Length != count || sizes.Any(s => s < 1) || sizes.Sum(s => (long)s) != input.Shape.Channels) return [c.Refuse("its parts are not the channels")];
        return [.. sizes.Select((size, i) => c.Layer("Slice", input, ("Start", sizes.Take(i).Sum()), ("Length", size)))];
    }

    private static OnnxValue Take(NodeContext c, OnnxValue.Signal input, int axis, (double Start, double End, double Step) part)
    {
        var size = input.Shape.Dims[axis - 1];
        var places = SliceParts.Indices(part.Start, part.End, part.Step, size);
        if (places.Length == size && part.Step == 1) return input;
        if (places.Length == 0 || part.Step < 1) return c.Refuse("it takes nothing, or backwards");
        if (axis == 1) return part.Step == 1 ? c.Layer("Slice", input, ("Start", places[0]), ("Length", places.Length)) : c.Refuse("it leaves channels out between others");
        var step = (int)Math.Min(part.Step, Parameter.Largest);
        if (places[0] != 0 || places.Length != (size + step - 1) / step) return c.Refuse("it cuts maps; the language takes every s-th row and column of a whole map");
        var stride = axis == 2 ? new Size(step, 1) : new Size(1, step);
        // Rows in one operator and columns in the next are one layer.
        if (input.Layer is not { Kind.Name: "Subsample" } before) return c.Layer("Subsample", input, ("Stride", stride));
        var first = before.Arguments.Size("Stride");
        return (first.H == 1 || stride.H == 1) && (first.W == 1 || stride.W == 1)
            ? c.Layer("Subsample", before.Inputs[0], ("Stride", new Size(first.H * stride.H, first.W * stride.W)))
            : c.Layer("Subsample", input, ("Stride", stride));
    }
}
