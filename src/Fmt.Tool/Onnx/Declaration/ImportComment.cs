using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>What stands above the declaration.</summary>
internal static class ImportComment
{
    public static IEnumerable<string> Lines(OnnxGraph graph, IReadOnlyList<ImportedLayer> layers, string? source)
    {
        var from = source is null ? "" : " " + source;
        var parameters = layers.Where(l => l.Shares is null).SelectMany(l => l.Weights).Where(w => !w.Leaf.StartsWith("running_", StringComparison.Ordinal)).Sum(w => (long)w.Tensor.Count);
        yield return FormattableString.Invariant($"Declared from the ONNX file{from} (opset {graph.Model.Opset}, {graph.Model.Producer}): {graph.Model.Nodes.Length} operators, {layers.Count} layers, {parameters:N0} parameters.");
        if (graph.DroppedEnd is { } end) yield return $"The file ends with {end}, which is left out: a declared network gives logits.";
        if (graph.IsFlattened) yield return "The file ends with maps of one place; here they are flattened to a vector.";
        if (IsFolded(layers))
        {
            yield return "The exporter has folded batch norms into convolutions. The defence reads its best evidence off them; an export that keeps them is:";
            yield return "torch.onnx.export(model, image, path, training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False)";
        }
    }

    /// <summary>No batch norm at all, or convolutions whose weights have lost their names, as the exporter's folding leaves them.</summary>
    private static bool IsFolded(IReadOnlyList<ImportedLayer> layers)
    {
        var convolutions = layers.Where(l => l.Kind.MakesSite).ToList();
        var isPlain = convolutions.Count > 0 && layers.All(l => !l.Kind.NormalisesBatch && l.Kind.Name is not ("LayerNorm" or "LayerNorm2d" or "InstanceNorm2d" or "LocalResponseNorm"));
        return isPlain || convolutions.Any(l => l.Weights.Any(w => w.Origin.StartsWith("onnx::Conv_", StringComparison.Ordinal)));
    }
}
