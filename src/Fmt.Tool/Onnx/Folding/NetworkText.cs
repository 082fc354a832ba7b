using System.Collections.Generic;
using System.Linq;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>The shortest declaration of a network: a member for every layer, or equal scopes of one depth folded into blocks.</summary>
internal static class NetworkText
{
    /// <summary>Deeper than this no scopes are folded.</summary>
    private const int Deepest = 6;

    /// <summary>Networks of more layers are left as they are: every scope is compared with all others.</summary>
    private const int MostFolded = 4000;

    /// <summary>The declaration.</summary>
    /// <param name="flat">The file with the network's class, without members.</param>
    /// <param name="order">The layers in the members' order.</param>
    /// <param name="output">What gives the logits.</param>
    /// <exception cref="OnnxException">It would be wrong.</exception>
    public static FileText Of(FileText flat, IReadOnlyList<ImportedLayer> order, ImportedLayer output)
    {
        var network = flat.Classes[0];
        var best = flat with { Classes = [network with { Members = new NetworkMembers(network.Name, order, new Dictionary<ImportedLayer, CellRun>()).Write(output) }] };
        var graph = GraphCheck.Build(best);
        // Blocks of blocks are not written; of two depths that make about the same of it, the outer one says more.
        for (var depth = 1; depth <= Deepest && order.Count <= MostFolded; depth++)
        {
            if (FoldedDeclaration.Build(network.Name, order, output, depth) is not { } folded) continue;
            var file = flat with { Classes = [network with { Members = folded.Members }, .. folded.Blocks] };
            if (Members(file) * 10 < Members(best) * 9 && GraphCheck.TryBuild(file) is { } other && GraphComparison.AreSame(graph, other)) best = file;
        }

        return best;
    }

    private static int Members(FileText file) => file.Classes.Sum(c => c.Members.Length + 4);
}
