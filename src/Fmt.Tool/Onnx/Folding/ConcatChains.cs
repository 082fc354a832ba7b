using System.Collections.Generic;

namespace Fmt.Tool.Onnx;

/// <summary>Concatenations that begin with another one's parts read that one instead: a dense block, whose layers each join all maps before them, becomes a chain.</summary>
internal static class ConcatChains
{
    public static void Shorten(IReadOnlyList<ImportedLayer> layers)
    {
        var root = new Branch();
        foreach (var layer in layers)
        {
            if (layer.Kind.Name != "Concat") continue;
            var inputs = layer.Inputs;
            var (at, longest, length) = (root, (ImportedLayer?)null, 0);
            for (var i = 0; i < inputs.Length; i++)
            {
                if (!at.Next.TryGetValue(inputs[i], out var next)) at.Next[inputs[i]] = next = new Branch();
                at = next;
                if (at.Whole is not null && i + 1 < inputs.Length) (longest, length) = (at.Whole, i + 1);
            }

            at.Whole ??= layer;
            if (longest is not null) layer.Inputs = [new OnnxValue.Signal(longest, longest.Shape), .. inputs[length..]];
        }
    }

    /// <summary>The parts so far, and the concatenation of just these.</summary>
    private sealed class Branch
    {
        public Dictionary<OnnxValue.Signal, Branch> Next { get; } = [];

        public ImportedLayer? Whole { get; set; }
    }
}
