using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Finds the places with testable feature maps, and says why a layer that could be one is not.</summary>
internal sealed class SitePlanner(IReadOnlyList<Node> nodes, ISet<int> optedOut, Liveness liveness, Findings findings)
{
    /// <summary>p of the paper's rule: a layer of C maps loses floor(C/p).</summary>
    private const int PruningDivisor = 64;

    private readonly Dictionary<int, int> _calls = nodes.Where(n => n.Module >= 0).GroupBy(n => n.Module).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>The sites in execution order.</summary>
    public List<Site> Plan() => nodes
        .Where(n => liveness.IsLive[n.Id] && n.Kind is { MakesSite: true } && !optedOut.Contains(n.Id) && IsHookable(n))
        .Select(SiteOf)
        .ToList();

    private bool IsHookable(Node node)
    {
        if (_calls[node.Module] > 1)
        {
            // One mistake, one report: where the module is called again.
            if (node.Module != node.Id && !optedOut.Contains(node.Module))
                findings.Report(Problem.Of(ProblemKind.ModuleUsedTwice, node.Key.At("Shares"), node.Path, nodes[node.Module].Path));
            return false;
        }

        if (FindOverwriter(node) is not { } overwriter) return true;
        findings.Report(Problem.Of(ProblemKind.MapOverwritten, overwriter.Key.At("InPlace"), node.Path, overwriter.Path));
        return false;
    }

    /// <summary>The reader that overwrites a node's output, through views of it too; null where none does.</summary>
    private Node? FindOverwriter(Node node)
    {
        var views = new Stack<int>([node.Id]);
        while (views.Count > 0)
        {
            foreach (var reader in liveness.Readers[views.Pop()].Select(r => nodes[r]))
            {
                if (reader.Kind!.ForcesInPlace(reader.Arguments)) return reader;
                if (reader.Kind.Aliases) views.Push(reader.Id);
            }
        }

        return null;
    }

    private Site SiteOf(Node node)
    {
        if (node.Output.Channels < PruningDivisor)
            findings.Report(Problem.Of(ProblemKind.NarrowLayer, node.Key.At("Channels"), node.Path, node.Output.Channels, PruningDivisor));
        var reader = liveness.OnlyReader(node.Id) is { } only && nodes[only].Kind!.NormalisesBatch ? only : -1;
        ReportShift(node);
        return new Site(node.Id, reader, FeedsSum(node));
    }

    /// <summary>A batch norm beside another reader: its shift is what pruning leaves behind.</summary>
    private void ReportShift(Node site)
    {
        var readers = liveness.Readers[site.Id];
        var norm = readers.FirstOrDefault(r => nodes[r].Kind!.NormalisesBatch);
        var beside = readers.FirstOrDefault(r => r != norm);
        if (norm > 0 && beside > 0) findings.Report(Problem.Of(ProblemKind.ShiftStays, site.Key, site.Path, nodes[norm].Path, nodes[beside].Path));
    }

    /// <summary>Whether the maps enter a sum; reported with the first summand that carries the map on when it is pruned.</summary>
    private bool FeedsSum(Node site)
    {
        var (sums, passed) = Follow(site.Id);
        foreach (var sum in sums)
        {
            // A sum of one map with itself has nothing that lives on.
            var other = nodes[sum].Inputs.Where(i => !passed.Contains(i)).Select(i => (int?)i).FirstOrDefault();
            if (other is not { } id) continue;
            findings.Report(Problem.Of(ProblemKind.MapEntersSum, site.Key, site.Path, nodes[sum].Path, nodes[id].Path));
            break;
        }

        return sums.Count > 0;
    }

    /// <summary>The sums that a map enters through nothing but layers that keep channels apart, and the nodes it passes on the way.</summary>
    private (List<int> Sums, HashSet<int> Passed) Follow(int id)
    {
        var sums = new List<int>();
        var passed = new HashSet<int> { id };
        var next = new Queue<int>(passed);
        while (next.Count > 0)
        {
            foreach (var reader in liveness.Readers[next.Dequeue()])
            {
                if (nodes[reader].Kind!.SumsChannels) sums.Add(reader);
                else if (nodes[reader].Kind!.KeepsChannels && passed.Add(reader)) next.Enqueue(reader);
            }
        }

        return (sums, passed);
    }
}
