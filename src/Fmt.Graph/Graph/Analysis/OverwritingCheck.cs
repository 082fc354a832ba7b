using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Results that one reader overwrites under another's eyes.</summary>
internal static class OverwritingCheck
{
    /// <summary>Reports them.</summary>
    public static void Run(IReadOnlyList<Node> nodes, Liveness liveness, Findings findings)
    {
        foreach (var node in nodes.Where(n => n.Kind is not null && n.Kind.ForcesInPlace(n.Arguments)))
        {
            var input = node.Inputs[0];
            var other = liveness.Readers[input].FirstOrDefault(r => r != node.Id);
            if (other != 0)
                findings.Report(Problem.Of(ProblemKind.BadArgument, node.Key.At("InPlace"), "InPlace = true", $"would overwrite '{nodes[input].Path}', which '{nodes[other].Path}' reads as well"));
        }
    }
}
