using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Walks the nodes in their order: each becomes a constant, a layer, a part of an idiom, or something that no layer gives.</summary>
internal static class Translator
{
    /// <summary>The file's values.</summary>
    /// <param name="model">The file.</param>
    /// <param name="image">What it reads.</param>
    public static OnnxGraph Run(OnnxModel model, OnnxValue.Signal image)
    {
        var graph = new OnnxGraph(model);
        graph.Set(model.Input.Name, image);
        foreach (var node in model.Nodes)
        {
            var context = new NodeContext(graph, node);
            var values = Translate(context);
            graph.Set(node, [.. values, .. Enumerable.Repeat(context.Refuse("only its first result is read"), System.Math.Max(0, node.Outputs.Length - values.Count))]);
        }

        return graph;
    }

    private static IReadOnlyList<OnnxValue> Translate(NodeContext c)
    {
        if (Constants.Of(c) is { } constant) return [constant];
        foreach (var idiom in OperatorTable.Idioms(c.Node.Op))
            if (idiom(c) is { } value) return [value];
        if (OperatorTable.Find(c.Node.Op) is not { } work) return [c.Refuse($"the language has no layer for {c.Node.Op}{OperatorTable.Advice(c.Node.Op)}")];
        // What is wrong with its input is said there.
        var reads = Enumerable.Range(0, c.Node.Inputs.Length).Select(c.Value).ToList();
        return reads.Any(v => v is OnnxValue.Refused) ? [c.Refuse(null)] : work(c);
    }
}
