using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Members that nobody reads: said once, at the outermost of them, so that a head beside the path is one report at its use.</summary>
internal sealed class UnreadCheck(NodeList list, Liveness liveness, Findings findings)
{
    private readonly IReadOnlyList<Node> _nodes = list.All;

    /// <summary>Declared members with a layer that runs, at whatever place.</summary>
    private readonly HashSet<(string Class, string Member)> _read = [];

    /// <summary>Reports them, and who reads what is registered only.</summary>
    public void Run(ClassInstance root)
    {
        Collect(root);
        Report(root);
        foreach (var node in _nodes.Where(n => liveness.IsLive[n.Id] && !list.Uncalled.Contains(n.Id)))
            if (node.Inputs.Where(list.Uncalled.Contains).Select(i => (int?)i).FirstOrDefault() is { } input)
                findings.Report(Problem.Of(ProblemKind.BadArgument, node.Key, $"'{node.Path}'", $"reads '{_nodes[input].Path}', which is registered only (Called = false) and gives nothing"));
    }

    private void Collect(ClassInstance instance)
    {
        foreach (var member in instance.Members)
        {
            if (NodesOf(member).Any(id => liveness.IsLive[id])) _read.Add(KeyOf(member));
            foreach (var part in member.Parts)
                if (part.Block is { } block) Collect(block);
        }
    }

    private void Report(ClassInstance instance)
    {
        foreach (var member in instance.Members.Where(m => m.IsCalled && NodesOf(m).Any()))
        {
            if (!_read.Contains(KeyOf(member)))
            {
                var holdsWeights = NodesOf(member).Any(id => _nodes[id].Module == id);
                findings.Report(Problem.Of(ProblemKind.UnreadMember, member.Key(), member.Path, holdsWeights ? "it is registered and does not run (Called = false says that this is meant)" : "it does not run"));
                continue;
            }

            foreach (var part in member.Parts)
                if (part.Block is { } block) Report(block);
        }
    }

    private static (string Class, string Member) KeyOf(MemberInstance member) => (member.Scope.Declaration.FullName, member.Declaration.Name);

    private static IEnumerable<int> NodesOf(MemberInstance member) =>
        member.Parts.SelectMany(p => p.Block is { } block ? block.Members.SelectMany(NodesOf) : [p.Value.Node]);
}
