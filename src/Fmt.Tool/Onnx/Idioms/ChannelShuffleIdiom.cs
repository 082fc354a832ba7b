namespace Fmt.Tool.Onnx;

/// <summary>Channels taken apart into groups, exchanged and put together again are ChannelShuffle.</summary>
internal static class ChannelShuffleIdiom
{
    public static OnnxValue? Find(NodeContext c)
    {
        if (c.Node.Inputs.Length == 0 || c.Graph.Maker(c.Node.Input(0), "Transpose") is not { } exchange) return null;
        if (new NodeContext(c.Graph, exchange).Ints("perm") is not [0, 2, 1, 3, 4] || c.Graph.Maker(exchange.Input(0), "Reshape") is not { } apart) return null;
        var first = new NodeContext(c.Graph, apart);
        if (first.Signal() is not { Shape.IsMap: true } x || first.Numbers(1)?.Values is not [_, var groups, var each, _, _] || c.Numbers(1)?.Values is not [_, var channels, var height, var width]) return null;
        var shape = x.Shape;
        var isWhole = (channels == shape.Channels || channels == -1) && (height == shape.Height || height == -1) && (width == shape.Width || width == -1);
        return isWhole && groups >= 1 && (each == -1 || groups * each == shape.Channels) ? c.Layer("ChannelShuffle", x, ("Groups", (int)groups)) : null;
    }
}
