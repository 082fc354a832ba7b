using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>The static table of sites.</summary>
internal static class SiteTable
{
    public static IEnumerable<string> Of(NetworkGraph graph)
    {
        var total = graph.Nodes.Where(n => graph.Live[n.Id]).Sum(n => Macs(graph, n));
        var (prefix, next) = (0L, 0);
        for (var i = 0; i < graph.Sites.Count; i++)
        {
            var site = graph.Sites[i];
            var node = graph.Nodes[site.Node];
            // Segments run one after another, so everything before a site in execution order is its prefix; sites are in that order too.
            for (; next <= node.Id; next++)
                if (graph.Live[next]) prefix += Macs(graph, graph.Nodes[next]);
            yield return $"new({CSharp.Of(i)}, {CSharp.Quote(node.Name)}, {CSharp.Quote(node.Path)}, {string.Join(", ", node.Output.Dims.Select(CSharp.Of))}, "
                + $"{CSharp.Of(prefix)}, {CSharp.Of(total - prefix)}, {CSharp.Of(node.Arguments.Has("Bias") && node.Arguments.Bool("Bias"))}, "
                + $"{(site.Reader < 0 ? "null" : CSharp.Quote(graph.Nodes[site.Reader].Name))}, {CSharp.Of(site.FeedsSum)}, "
                + $"{CSharp.Of(node.Kind!.FilterAxis ?? 0)}, {CSharp.Of(node.Kind.Groups(node.Arguments))}, {CSharp.Of(graph.ReadsImage[node.Id])})";
        }
    }

    /// <summary>The static table of batch norms.</summary>
    public static IEnumerable<string> Norms(NetworkGraph graph) => graph.Norms.Select((norm, i) =>
    {
        var node = graph.Nodes[norm.Node];
        return $"new({CSharp.Of(i)}, {CSharp.Quote(node.Name)}, {CSharp.Quote(node.Path)}, {string.Join(", ", node.Output.Dims.Select(CSharp.Of))}, "
            + $"global::Fmt.Modules.NormRelation.{norm.Relation}, {(norm.Producer < 0 ? "null" : CSharp.Quote(graph.Nodes[norm.Producer].Name))})";
    });

    /// <summary>The static table of what pruning must know of layers: those with filters, tested or not, and the batch norms, in registration order.</summary>
    public static IEnumerable<string> Layers(NetworkGraph graph) =>
        from node in graph.Registration.Select(id => graph.Nodes[id])
        where node.Kind is { FilterAxis: not null } or { NormalisesBatch: true }
        select $"new({CSharp.Quote(node.Name)}, {(node.Kind!.FilterAxis is { } axis ? CSharp.Of(axis) : "null")}, {CSharp.Of(node.Kind.Groups(node.Arguments))}, {CSharp.Of(node.Kind.NormalisesBatch)})";

    private static long Macs(NetworkGraph graph, Node node) =>
        node.IsInput ? 0 : node.Kind!.Macs(node.Arguments, graph.Nodes[node.Inputs[0]].Output, node.Output);
}
