using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>The network as a table: one row per layer that runs or holds weights.</summary>
internal static class SummaryTable
{
    public static IEnumerable<string> Of(NetworkGraph graph)
    {
        var rows = new List<string[]> { new[] { "layer", "kind", "output", "parameters", "MACs" } };
        foreach (var node in graph.Nodes.Where(n => !n.IsInput))
        {
            var input = graph.Nodes[node.Inputs[0]].Output;
            rows.Add([node.Path, node.Kind!.Describe(node.Arguments), node.Output.ToString(), Number(node.Module == node.Id ? Parameters(node, input) : 0), Number(node.Kind.Macs(node.Arguments, input, node.Output))]);
        }

        var widths = Enumerable.Range(0, 5).Select(c => rows.Max(r => r[c].Length)).ToArray();
        foreach (var row in rows)
            yield return string.Join("  ", row.Select((cell, c) => c < 3 ? cell.PadRight(widths[c]) : cell.PadLeft(widths[c]))).TrimEnd();
        yield return Totals(graph);
    }

    public static string Totals(NetworkGraph graph)
    {
        var modules = graph.Registration.Select(id => graph.Nodes[id]).ToArray();
        var parameters = modules.Sum(n => Parameters(n, graph.Nodes[n.Inputs[0]].Output));
        var macs = graph.Nodes.Where(n => !n.IsInput && graph.Live[n.Id]).Sum(n => n.Kind!.Macs(n.Arguments, graph.Nodes[n.Inputs[0]].Output, n.Output));
        var maps = graph.Sites.Sum(s => graph.Nodes[s.Node].Output.Channels);
        return $"{Number(parameters)} parameters, {Number(macs)} multiply-accumulates per image, {Number(graph.Sites.Count)} sites with {Number(maps)} feature maps";
    }

    public static long Parameters(Node node, Shape input) => node.Kind!.Weights(node.Arguments, input).Where(w => w.Trainable).Sum(w => w.Elements);

    public static string Number(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
