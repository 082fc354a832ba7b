using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>The attribute of the network's class.</summary>
internal static class NetworkAttributeText
{
    public static AttributeText Of(OnnxGraph graph, OnnxValue.Signal image, ImportedLayer output)
    {
        var attribute = AttributeText.Of("Network", new ArgumentText("Input", Constant.Of(ImageShape.Text(image))), new ArgumentText("Classes", Constant.Of(output.Shape.Channels)));
        if (graph.Mean is not { } mean || graph.Std is not { } std) return attribute;
        return attribute with { Arguments = [.. attribute.Arguments, new ArgumentText("Mean", List(mean)), new ArgumentText("Std", List(std))] };
    }

    private static Constant List(double[] values) => Constant.Of(values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)).ToEquatable());
}
