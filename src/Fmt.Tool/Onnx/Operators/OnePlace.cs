namespace Fmt.Tool.Onnx;

/// <summary>Logits that are maps of one place: a network that ends with its pooling, or with a convolution in place of a Linear.</summary>
internal static class OnePlace
{
    /// <summary>Flattens them.</summary>
    public static void Flatten(OnnxGraph graph)
    {
        if (graph[graph.Model.Output] is not OnnxValue.Signal { Layer: { } layer, Shape: { IsMap: true, Height: 1, Width: 1 } } logits) return;
        graph.Set(graph.Model.Output, new NodeContext(graph, layer.Node).Layer("Flatten", logits));
        graph.IsFlattened = true;
    }
}
