using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Which nodes read the network's input.</summary>
internal static class ImageReaders
{
    /// <summary>Per node: whether it reads the input, through nothing but layers that keep its channels apart.</summary>
    public static bool[] Of(IReadOnlyList<Node> nodes)
    {
        var reads = new bool[nodes.Count];
        foreach (var node in nodes.Where(n => n.Inputs.Count == 1))
            reads[node.Id] = nodes[node.Inputs[0]] is var input && (input.IsInput || (input.Kind!.KeepsChannels && reads[input.Id]));
        return reads;
    }
}
