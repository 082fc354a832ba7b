using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Which nodes the result depends on, and who reads whom.</summary>
/// <param name="IsLive">Per node: whether the result depends on it.</param>
/// <param name="Readers">Per node: the live nodes that read it, in execution order; one that reads it twice is there twice.</param>
internal sealed record Liveness(bool[] IsLive, List<int>[] Readers)
{
    /// <summary>Of the nodes that the logits depend on.</summary>
    public static Liveness Of(IReadOnlyList<Node> nodes, int output)
    {
        var live = new bool[nodes.Count];
        live[output] = true;
        // Inputs come before readers, so one pass from the end suffices.
        for (var id = nodes.Count - 1; id >= 0; id--)
            if (live[id])
                foreach (var input in nodes[id].Inputs) live[input] = true;
        var readers = nodes.Select(_ => new List<int>()).ToArray();
        foreach (var node in nodes.Where(n => live[n.Id]))
            foreach (var input in node.Inputs) readers[input].Add(node.Id);
        return new Liveness(live, readers);
    }

    /// <summary>The only reader of a node; null where there are none or several.</summary>
    public int? OnlyReader(int id) => Readers[id].Count == 1 ? Readers[id][0] : null;
}
