using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>A difference with a mean and a quotient by a standard deviation, as the first that is done with images, are the network's <c>Mean</c> and <c>Std</c>.</summary>
internal static class PixelIdiom
{
    public static OnnxValue? Mean(NodeContext c)
    {
        if (c.Graph.Mean is not null || Values(c) is not var (image, values)) return null;
        c.Graph.Mean = values;
        c.Graph.Std = [.. values.Select(_ => 1.0)];
        return image;
    }

    /// <summary>Only behind a mean: a factor alone is a layer.</summary>
    public static OnnxValue? Std(NodeContext c)
    {
        if (c.Graph.Std is null || c.Graph.Std.Any(v => v != 1) || Values(c) is not var (image, values)) return null;
        c.Graph.Std = values;
        return image;
    }

    /// <summary>The image that nothing else reads, and a number for every channel.</summary>
    private static (OnnxValue.Signal Image, double[] Values)? Values(NodeContext c)
    {
        if (c.Signal() is not { Layer: null } image || c.Graph.Readers(c.Node.Input(0)) != 1 || c.Numbers(1) is not { } numbers) return null;
        var (channels, behind) = (image.Shape.Channels, image.Shape.ChannelsLast ? 0 : 2);
        if (numbers.Values.Length == 1) return (image, [.. Enumerable.Repeat(numbers.Values[0], channels)]);
        var at = numbers.Dims.Length - 1 - behind;
        return at >= 0 && numbers.Dims[at] == channels && numbers.Values.Length == channels ? (image, numbers.Values) : null;
    }
}
