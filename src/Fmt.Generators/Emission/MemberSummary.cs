using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>The comment of a property that has none.</summary>
internal static class MemberSummary
{
    /// <summary>What a member is, which shapes it reads and gives, and what it costs.</summary>
    public static string Of(MemberUse member, NetworkGraph graph)
    {
        switch (member)
        {
            case MemberUse.Layer layer:
                var node = graph.Nodes[layer.Node];
                return $"{Sentence(node.Kind!.Describe(node.Arguments))}: {Arrow(node, graph)}.{Cost(node, graph)}";
            case MemberUse.Sequence sequence:
                var first = sequence.Parts[0] is { Block: null } begin ? $"[N, {Dims(graph.Nodes[graph.Nodes[begin.Node].Inputs[0]])}] -> " : "";
                return $"{sequence.Parts.Count.ToString(CultureInfo.InvariantCulture)} layers in sequence: {first}[N, {Dims(graph.Nodes[sequence.Parts.Last().Node])}].";
            case MemberUse.Blocks blocks:
                return $"{blocks.Items.Count.ToString(CultureInfo.InvariantCulture)} x {(blocks.Items.Count > 0 ? blocks.Items[0].Class.Name : "block")}.";
            default:
                return "Absent in this network.";
        }
    }

    private static string Arrow(Node node, NetworkGraph graph) => $"[N, {Dims(graph.Nodes[node.Inputs[0]])}] -> [N, {Dims(node)}]";

    private static string Dims(Node node) => string.Join(", ", node.Output.Dims.Select(CSharp.Of));

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static string Cost(Node node, NetworkGraph graph)
    {
        var input = graph.Nodes[node.Inputs[0]].Output;
        var parameters = node.Module == node.Id ? SummaryTable.Parameters(node, input) : 0;
        if (parameters == 0) return "";
        var macs = node.Kind!.Macs(node.Arguments, input, node.Output);
        return $" {SummaryTable.Number(parameters)} parameters" + (macs > 0 ? $", {SummaryTable.Number(macs)} multiply-accumulates per image." : ".");
    }
}
