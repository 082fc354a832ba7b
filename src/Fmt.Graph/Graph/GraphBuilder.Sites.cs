using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

internal sealed partial class GraphBuilder
{
    private List<Site> PlanSites(bool[] live, List<int>[] readers)
    {
        var calls = _nodes.Where(n => n.Module >= 0).GroupBy(n => n.Module).ToDictionary(g => g.Key, g => g.ToList());
        var sites = new List<Site>();
        foreach (var node in _nodes.Where(n => live[n.Id] && n.Kind is { MakesSite: true }))
        {
            if (_optedOut.Contains(node.Id)) continue;
            var sharing = calls[node.Module];
            if (sharing.Count > 1)
            {
                // One mistake, one report: where the module is called again.
                if (node.Module != node.Id && !_optedOut.Contains(node.Module))
                    Report(Problem.Of(ProblemKind.ModuleUsedTwice, node.Key.At("Shares"), node.Path, _nodes[node.Module].Path));
                continue;
            }

            var overwriter = FindOverwriter(node, readers);
            if (overwriter is not null)
            {
                Report(Problem.Of(ProblemKind.MapOverwritten, overwriter.Key.At("InPlace"), node.Path, overwriter.Path));
                continue;
            }

            if (node.Output.Channels < PruningDivisor) Report(Problem.Of(ProblemKind.NarrowLayer, node.Key.At("Channels"), node.Path, node.Output.Channels, PruningDivisor));
            var only = readers[node.Id].Count == 1 ? _nodes[readers[node.Id][0]] : null;
            sites.Add(new Site(node.Id, only?.Kind is { NormalisesBatch: true } ? only.Id : -1, ReportRelations(node, readers)));
        }

        return sites;
    }

    /// <summary>The batch norms with statistics of their own. One that is called twice mixes two distributions in one memory.</summary>
    private List<Norm> PlanNorms(bool[] live)
    {
        var calls = _nodes.Where(n => n.Module >= 0).GroupBy(n => n.Module).ToDictionary(g => g.Key, g => g.Count());
        var norms = new List<Norm>();
        foreach (var node in _nodes.Where(n => live[n.Id] && n.Kind is { NormalisesBatch: true } kind && kind.KeepsStatistics(n.Arguments) && calls[n.Module] == 1))
        {
            var input = _nodes[node.Inputs[0]];
            var relation = input.Kind switch { { MakesSite: true } => NormRelation.Same, { SumsChannels: true } => NormRelation.Sum, _ => NormRelation.None };
            norms.Add(new Norm(node.Id, relation, relation == NormRelation.Same ? input.Id : -1));
        }

        return norms;
    }

    /// <summary>The reader that overwrites a node's output, through views of it too; null where none does.</summary>
    private Node? FindOverwriter(Node node, List<int>[] readers)
    {
        var views = new Stack<int>([node.Id]);
        while (views.Count > 0)
        {
            foreach (var reader in readers[views.Pop()].Select(r => _nodes[r]))
            {
                if (reader.Kind!.ForcesInPlace(reader.Arguments)) return reader;
                if (reader.Kind.Aliases) views.Push(reader.Id);
            }
        }

        return null;
    }

    /// <summary>p of the paper's rule: a layer of C maps loses floor(C/p).</summary>
    private const int PruningDivisor = 64;

    /// <summary>Says what pruning a site's maps leaves behind; true where they enter a sum.</summary>
    private bool ReportRelations(Node site, List<int>[] readers)
    {
        var norm = readers[site.Id].FirstOrDefault(r => _nodes[r].Kind is { NormalisesBatch: true });
        var beside = readers[site.Id].FirstOrDefault(r => r != norm);
        if (norm > 0 && beside > 0) Report(Problem.Of(ProblemKind.ShiftStays, site.Key, site.Path, _nodes[norm].Path, _nodes[beside].Path));

        var (sums, passed) = Follow(site.Id, readers);
        foreach (var sum in sums)
        {
            // A sum of one map with itself has nothing that lives on.
            var other = _nodes[sum].Inputs.Where(i => !passed.Contains(i)).Select(i => (int?)i).FirstOrDefault();
            if (other is not { } id) continue;
            Report(Problem.Of(ProblemKind.MapEntersSum, site.Key, site.Path, _nodes[sum].Path, _nodes[id].Path));
            break;
        }

        return sums.Count > 0;
    }

    /// <summary>The sums that a map enters through nothing but layers that keep channels apart, and the nodes it passes on the way.</summary>
    private (List<int> Sums, HashSet<int> Passed) Follow(int id, List<int>[] readers)
    {
        var sums = new List<int>();
        var passed = new HashSet<int> { id };
        var next = new Queue<int>(passed);
        while (next.Count > 0)
        {
            foreach (var reader in readers[next.Dequeue()])
            {
                if (_nodes[reader].Kind is { SumsChannels: true }) sums.Add(reader);
                else if (_nodes[reader].Kind!.KeepsChannels && passed.Add(reader)) next.Enqueue(reader);
            }
        }

        return (sums, passed);
    }
}
