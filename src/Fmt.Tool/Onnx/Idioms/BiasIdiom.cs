using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>A constant per channel that is added to what a convolution or Linear without bias gives, and nobody else reads, is its bias.</summary>
internal static class BiasIdiom
{
    public static OnnxValue? Find(NodeContext c) => c.Node.Inputs.Length != 2 ? null : Of(c, 0, 1) ?? Of(c, 1, 0);

    private static OnnxValue? Of(NodeContext c, int value, int constant)
    {
        if (c.Signal(value)?.Layer is not { Kind.Name: "Conv2d" or "ConvTranspose2d" or "Linear" } layer || c.Constant(constant) is not { } bias) return null;
        if (layer.Arguments.Bool("Bias") || c.Graph.Readers(c.Node.Inputs[value]) != 1 || !Broadcast.IsPerChannel(bias, layer.Shape.Channels, layer.Shape.IsMap ? 2 : 0)) return null;
        var weights = layer.Weights.ToDictionary(w => w.Leaf, w => new OnnxValue.Constant(w.Origin, w.Tensor, null));
        weights["bias"] = bias;
        var arguments = layer.Given.Where(g => g.Key != "Bias").Select(g => (g.Key, (object?)g.Value)).ToArray();
        return new NodeContext(c.Graph, layer.Node).Layer(layer.Kind.Name, layer.Inputs, weights, arguments);
    }
}
