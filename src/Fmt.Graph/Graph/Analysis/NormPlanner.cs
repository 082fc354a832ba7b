using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Finds the batch norms with statistics of their own.</summary>
internal static class NormPlanner
{
    /// <summary>In execution order. One that is called twice mixes two distributions in one memory and is left out.</summary>
    public static List<Norm> Of(IReadOnlyList<Node> nodes, Liveness liveness)
    {
        var calls = nodes.Where(n => n.Module >= 0).GroupBy(n => n.Module).ToDictionary(g => g.Key, g => g.Count());
        return nodes
            .Where(n => liveness.IsLive[n.Id] && n.Kind is { NormalisesBatch: true } kind && kind.KeepsStatistics(n.Arguments) && calls[n.Module] == 1)
            .Select(n => NormOf(n, nodes[n.Inputs[0]]))
            .ToList();
    }

    private static Norm NormOf(Node node, Node input) => input.Kind switch
    {
        { MakesSite: true } => new Norm(node.Id, NormRelation.Same, input.Id),
        { SumsChannels: true } => new Norm(node.Id, NormRelation.Sum, -1),
        _ => new Norm(node.Id, NormRelation.None, -1),
    };
}
