using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Whether two declarations are one network: the same layers with the same arguments read the same, and their modules have the same names in the same order.</summary>
internal static class GraphComparison
{
    public static bool AreSame(NetworkGraph a, NetworkGraph b)
    {
        var ids = new Dictionary<string, int>();
        return Output(a, ids) == Output(b, ids) && a.Registration.Select(i => a.Nodes[i].Name).SequenceEqual(b.Registration.Select(i => b.Nodes[i].Name));
    }

    /// <summary>A number for the output, the same for the same calculation.</summary>
    private static int Output(NetworkGraph graph, Dictionary<string, int> ids)
    {
        var known = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            var inputs = string.Join(' ', node.Inputs.Select(i => known[i].ToString(CultureInfo.InvariantCulture)));
            var text = node.IsInput ? "" : $"{node.Kind!.Name}({string.Join(", ", node.Kind.Parameters.Select(p => Value(node, p)))}) {inputs} {(node.Module < 0 ? "" : graph.Nodes[node.Module].Name)}";
            if (!ids.TryGetValue(text, out var id)) ids[text] = id = ids.Count;
            known[node.Id] = id;
        }

        return known[graph.Output];
    }

    private static string Value(Node node, Parameter parameter)
    {
        var a = node.Arguments;
        if (!a.Has(parameter.Name)) return "";
        return parameter.Kind switch
        {
            ParameterKind.Int => CSharp.Of(a.Int(parameter.Name)),
            ParameterKind.Double => CSharp.Of(a.Double(parameter.Name)),
            ParameterKind.Bool => CSharp.Of(a.Bool(parameter.Name)),
            ParameterKind.Size => CSharp.Of(a.Size(parameter.Name)),
            ParameterKind.Text => a.Text(parameter.Name),
            _ => "",
        };
    }
}
