namespace Fmt.Tool.Onnx;

/// <summary><c>clip(x + 3, 0, 6) / 6</c> is Hardsigmoid, <c>x·clip(x + 3, 0, 6) / 6</c> Hardswish, as older exporters write them.</summary>
internal static class HardIdiom
{
    public static OnnxValue? Find(NodeContext c)
    {
        if (c.Node.Inputs.Length != 2 || c.Graph.NumberOf(c.Node.Input(1)) != 6) return null;
        if (Ramp(c, c.Node.Input(0)) is { } alone) return c.Layer("Hardsigmoid", alone);
        if (c.Graph.Maker(c.Node.Input(0), "Mul") is not { Inputs: [var a, var b] }) return null;
        var (x, other) = Ramp(c, b) is { } second ? (second, a) : Ramp(c, a) is { } first ? (first, b) : (null, a);
        return x is not null && c.Graph[other] == x ? c.Layer("Hardswish", x) : null;
    }

    /// <summary>The x of <c>clip(x + 3, 0, 6)</c>.</summary>
    private static OnnxValue.Signal? Ramp(NodeContext c, string name)
    {
        if (c.Graph.Maker(name, "Clip") is not { } clip || ActivationOperators.Bounds(new NodeContext(c.Graph, clip)) is not (0, 6)) return null;
        if (c.Graph.Maker(clip.Input(0), "Add") is not { Inputs: [var a, var b] }) return null;
        var x = c.Graph.NumberOf(b) == 3 ? a : c.Graph.NumberOf(a) == 3 ? b : null;
        return x is null ? null : c.Graph[x] as OnnxValue.Signal;
    }
}
