namespace Fmt.Tool.Onnx;

/// <summary>Operators that are left out behind the logits.</summary>
internal static class EndOperators
{
    /// <summary><c>Softmax</c> as the last operator: a declared network gives logits.</summary>
    public static OnnxValue Softmax(NodeContext c)
    {
        if (!c.Node.Outputs.Contains(c.Graph.Model.Output) || c.Value(0) is not { } logits) return c.Refuse($"the language has no layer for {c.Node.Op}; as the last operator it is left out");
        c.Graph.DroppedEnd = c.Node.Op;
        return logits;
    }
}
