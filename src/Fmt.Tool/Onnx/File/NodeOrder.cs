using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Sorts nodes so that each stands behind what it reads.</summary>
internal static class NodeOrder
{
    /// <summary>The nodes in order; those that are in order already keep it.</summary>
    /// <param name="nodes">The nodes as the file has them.</param>
    /// <param name="given">Names of inputs and tensors of the file.</param>
    /// <exception cref="OnnxException">A value is made twice or by nobody, or a node waits for itself.</exception>
    public static ImmutableArray<OnnxNode> Sort(IReadOnlyList<OnnxNode> nodes, IEnumerable<string> given)
    {
        var known = given.ToHashSet(StringComparer.Ordinal);
        var makers = Makers(nodes, known);
        var waits = new int[nodes.Count];
        var readers = new List<int>[nodes.Count];
        for (var i = 0; i < nodes.Count; i++)
        {
            foreach (var input in nodes[i].Inputs.Where(n => n.Length > 0 && !known.Contains(n)).Distinct())
            {
                if (!makers.TryGetValue(input, out var maker)) throw OnnxException.Of($"it reads '{input}', which nothing makes", nodes[i].Label);
                waits[i]++;
                (readers[maker] ??= []).Add(i);
            }
        }

        return Run(nodes, waits, readers);
    }

    private static Dictionary<string, int> Makers(IReadOnlyList<OnnxNode> nodes, HashSet<string> known)
    {
        var makers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
            foreach (var output in nodes[i].Outputs.Where(n => n.Length > 0))
                if (known.Contains(output) || !makers.TryAdd(output, i)) throw OnnxException.Of($"it makes '{output}', which is there already", nodes[i].Label);
        return makers;
    }

    private static ImmutableArray<OnnxNode> Run(IReadOnlyList<OnnxNode> nodes, int[] waits, List<int>?[] readers)
    {
        var ready = new PriorityQueue<int, int>(Enumerable.Range(0, nodes.Count).Where(i => waits[i] == 0).Select(i => (i, i)));
        var sorted = ImmutableArray.CreateBuilder<OnnxNode>(nodes.Count);
        while (ready.TryDequeue(out var at, out _))
        {
            sorted.Add(nodes[at]);
            foreach (var reader in readers[at] ?? [])
                if (--waits[reader] == 0) ready.Enqueue(reader, reader);
        }

        return sorted.Count == nodes.Count
            ? sorted.MoveToImmutable()
            : throw OnnxException.Of("it reads what is made from its own result", nodes[Array.FindIndex(waits, w => w > 0)].Label);
    }
}
