using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Operators that move elements or add zeros.</summary>
internal static class ShapeOperators
{
    /// <summary><c>Flatten</c> of everything behind the batch.</summary>
    public static OnnxValue Flatten(NodeContext c)
    {
        if (c.Signal() is not { } input) return c.Refuse("what it reads does not depend on the image");
        if (input.Shape.IsVector) return c.Int("axis", 1) is 1 or -1 ? input : c.Refuse("it takes the batch apart");
        return c.Int("axis", 1) is 1 or -3 ? c.Layer("Flatten") : c.Refuse($"it keeps other axes than the batch (axis {c.Int("axis", 1)})");
    }

    /// <summary><c>Reshape</c> to vectors.</summary>
    public static OnnxValue Reshape(NodeContext c)
    {
        if (c.Signal() is not { } input) return c.Refuse("what it reads does not depend on the image");
        if ((c.Numbers(1)?.Values ?? c.Ints("shape")?.Select(i => (double)i).ToArray()) is not [var batch, .. var rest]) return c.Refuse("its shape is calculated from the image");
        if (!IsBatch(c, batch, rest)) return c.Refuse("it takes the batch apart");
        double[] own = [.. input.Shape.Dims.Select(d => (double)d)];
        if (rest.Length == own.Length && rest.Select((d, i) => d == own[i] || d == 0 || d == -1).All(b => b)) return input;
        return rest is [var features] && (features == -1 || features == input.Shape.Elements) ? c.Layer("Flatten") : c.Refuse($"it makes {string.Join('x', rest)} of {input.Shape}; the language has Flatten, and ChannelShuffle for groups of channels");
    }

    /// <summary><c>Squeeze</c> of maps of one place.</summary>
    public static OnnxValue Squeeze(NodeContext c)
    {
        if (c.Signal() is not { } input) return c.Refuse("what it reads does not depend on the image");
        var axes = Evaluator.Axes(c.Node, c.AllNumbers)?.Select(a => a < 0 ? a + input.Shape.Dims.Count + 1 : a).Order().ToArray();
        return input.Shape is { IsMap: true, Height: 1, Width: 1 } && axes is null or [2, 3] ? c.Layer("Flatten") : c.Refuse($"it takes axes of {input.Shape} away; the language has Flatten");
    }

    /// <summary><c>Transpose</c> between channels first and channels last.</summary>
    public static OnnxValue Transpose(NodeContext c)
    {
        if (c.Signal() is not { } input) return c.Refuse("what it reads does not depend on the image");
        var order = c.Ints("perm") ?? [.. Enumerable.Range(0, input.Shape.Dims.Count + 1).Reverse()];
        if (order.SequenceEqual(Enumerable.Range(0, order.Length))) return input;
        var to = order switch { [0, 2, 3, 1] => "NHWC", [0, 3, 1, 2] => "NCHW", _ => null };
        if (to is null) return c.Refuse($"it orders axes as {string.Join(", ", order)}; the language has 0, 2, 3, 1 and 0, 3, 1, 2");
        if (input.Layer is null && to == "NCHW" && input.Shape.ChannelsLast) return new OnnxValue.Signal(null, Shape.Map(input.Shape.Channels, input.Shape.Height, input.Shape.Width));
        if (to == "NCHW" && OverChannels(c, input) is { } norm) return norm;
        // There and back is nothing.
        return input.Layer is { Kind.Name: "Permute" } before && before.Arguments.Text("To") != to ? before.Inputs[0] : c.Layer("Permute", ("To", to));
    }

    /// <summary>A layer norm between there and back is torchvision's <c>LayerNorm2d</c>.</summary>
    private static OnnxValue? OverChannels(NodeContext c, OnnxValue.Signal input)
    {
        if (input.Layer is not { Kind.Name: "LayerNorm", Weights.Length: not 1 } norm || norm.Inputs[0].Layer is not { Kind.Name: "Permute" } there) return null;
        if (norm.Arguments.Int("Dims") != 1 || c.Graph.Readers(c.Node.Input(0)) != 1) return null;
        var weights = norm.Weights.ToDictionary(w => w.Leaf, w => new OnnxValue.Constant(w.Origin, w.Tensor, null));
        return new NodeContext(c.Graph, norm.Node).Layer("LayerNorm2d", [there.Inputs[0]], weights, ("Eps", norm.Arguments.Double("Eps")), ("ElementwiseAffine", weights.Count == 2));
    }

    /// <summary><c>Pad</c> with zeros: of height and width, of channels, or of nothing.</summary>
    public static OnnxValue Pad(NodeContext c)
    {
        if (c.Signal() is not { Shape.IsMap: true } input) return c.Refuse("it does not read maps");
        var pads = c.Ints("pads") ?? c.Numbers(1)?.Values.Select(v => double.IsNaN(v) ? -1 : (int)v).ToArray();
        if (pads is null) return c.Refuse("its pads are calculated from the image");
        if (c.Value(3) is not null) return c.Refuse("it names the axes that it pads");
        if (pads.All(p => p == 0)) return input;
        if (pads is not [0, var before, var top, var left, 0, var after, var bottom, var right] || pads.Any(p => p < 0)) return c.Refuse("its pads are not eight numbers from 0 on, none of the batch");
        if (c.Text("mode", "constant") != "constant" || (c.Value(2) is null ? c.Float("value", 0) : c.Graph.NumberOf(c.Node.Input(2))) != 0) return c.Refuse("it pads with something else than zeros");
        OnnxValue value = input;
        if (before + after > 0) value = c.Layer("ZeroPadChannels", input, ("Before", before), ("After", after));
        return top + left + bottom + right > 0 && value is OnnxValue.Signal signal ? new Padding(top, left, bottom, right).InFront(c, signal) : value;
    }

    /// <summary>Whether a shape's first axis is the batch: unknown, copied, the one that the file fixes, or the only free one.</summary>
    private static bool IsBatch(NodeContext c, double first, double[] rest) =>
        double.IsNaN(first) || first == 0 || (first > 0 && first == c.Graph.Model.Input.Dims[0]) || (first == -1 && !rest.Contains(-1));
}
