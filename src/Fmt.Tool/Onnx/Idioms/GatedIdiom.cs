namespace Fmt.Tool.Onnx;

/// <summary>A value times a gate of itself: <c>x·sigmoid(x)</c> is SiLU, <c>x·hardsigmoid(x)</c> Hardswish, <c>x·tanh(softplus(x))</c> Mish.</summary>
internal static class GatedIdiom
{
    public static OnnxValue? Find(NodeContext c)
    {
        if (c.Node.Inputs.Length != 2) return null;
        return Of(c, 0, 1) ?? Of(c, 1, 0);
    }

    private static OnnxValue? Of(NodeContext c, int value, int gate)
    {
        if (c.Signal(value) is not { } x) return null;
        var kind = c.Signal(gate)?.Layer is { } layer && layer.Inputs[0] == x ? layer.Kind.Name : null;
        var isMish = c.Graph.Maker(c.Node.Inputs[gate], "Tanh") is { Inputs: [var inner] } && c.Graph.Maker(inner, "Softplus") is { Inputs: [var source] } && c.Graph[source] == x;
        return kind switch
        {
            "Sigmoid" => c.Layer("SiLU", x),
            "Hardsigmoid" => c.Layer("Hardswish", x),
            _ => isMish ? c.Layer("Mish", x) : null,
        };
    }
}
