using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>The layers that the logits depend on.</summary>
internal static class LiveLayers
{
    /// <summary>Those layers in the order of execution.</summary>
    /// <exception cref="OnnxException">The logits depend on nodes that no layer gives; the message lists all of them.</exception>
    public static List<ImportedLayer> Of(OnnxGraph graph)
    {
        var output = graph[graph.Model.Output] ?? throw OnnxException.Of($"nothing makes the output '{graph.Model.Output}'");
        var (layers, refused) = Reach(output);
        if (layers.Count > Limits.Nodes) throw OnnxException.Of(FormattableString.Invariant($"the network has {layers.Count} layers; {Limits.Nodes} are the most that is declared"));
        if (refused.Count > 0) throw OnnxException.Of(List(refused, graph.Model));
        return output is OnnxValue.Signal { Layer: not null } && layers.Count > 0 ? layers : throw OnnxException.Of("the output does not depend on the images through any layer");
    }

    private static (List<ImportedLayer> Layers, List<OnnxValue.Refused> Refused) Reach(OnnxValue output)
    {
        var layers = new HashSet<ImportedLayer>();
        var refused = new HashSet<OnnxValue>(ReferenceEqualityComparer.Instance);
        var ahead = new Stack<OnnxValue>([output]);
        while (ahead.TryPop(out var value))
        {
            if (value is OnnxValue.Signal { Layer: { } layer } && layers.Add(layer))
                foreach (var input in layer.Inputs) ahead.Push(input);
            if (value is OnnxValue.Refused wrong && refused.Add(wrong))
                foreach (var input in wrong.Inputs) ahead.Push(input);
        }

        return ([.. layers.OrderBy(l => l.Position)], [.. refused.OfType<OnnxValue.Refused>()]);
    }

    private static string List(List<OnnxValue.Refused> refused, OnnxModel model)
    {
        var order = new Dictionary<object, int>(ReferenceEqualityComparer.Instance);
        foreach (var node in model.Nodes) order[node] = order.Count;
        var lines = refused.Where(r => r.Reason is not null).OrderBy(r => order[r.Node]).Select(r => $"{r.Node.Label}: {r.Reason}").Distinct().ToList();
        return lines.Count == 0 ? "the output is calculated from nothing that a layer gives"
            : $"{lines.Count} operators have no layer: " + string.Join("; ", lines.Take(MostListed)) + (lines.Count > MostListed ? $"; and {lines.Count - MostListed} more" : "");
    }

    private const int MostListed = 200;
}
