using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>The layers of one scope, which read one value and give one: what a use of a block can be.</summary>
/// <param name="Scope">The scope, <c>layer1.0</c>.</param>
/// <param name="Stem">The scope without its number.</param>
/// <param name="Number">The number that it ends with.</param>
/// <param name="Layers">Its layers in the members' order.</param>
/// <param name="Input">What they read.</param>
/// <param name="Output">What they give.</param>
internal sealed record Cell(string Scope, string Stem, int Number, ImmutableArray<ImportedLayer> Layers, OnnxValue.Signal Input, ImportedLayer Output)
{
    /// <summary>The layers by keys that are the same in scopes of one kind, in the members' order.</summary>
    public IReadOnlyList<(string Key, ImportedLayer Layer)> Slots { get; } = [.. Keys(Scope, Layers)];

    private IReadOnlyDictionary<ImportedLayer, ImmutableArray<string>> EdgesOf => field ??= AllEdges();

    /// <summary>What a layer is called in the scope.</summary>
    public static string Relative(string scope, ImportedLayer layer) =>
        layer.Path.StartsWith(scope + ".", System.StringComparison.Ordinal) ? layer.Path[(scope.Length + 1)..] : layer.Kind.Name.ToLowerInvariant();

    /// <summary>What a layer reads: keys of others, the empty text for the input.</summary>
    public ImmutableArray<string> Edges(ImportedLayer layer) => EdgesOf[layer];

    private Dictionary<ImportedLayer, ImmutableArray<string>> AllEdges()
    {
        var keys = Slots.ToDictionary(s => s.Layer, s => s.Key);
        return Layers.ToDictionary(l => l, l => l.Inputs.Select(i => i.Layer is { } read ? keys.GetValueOrDefault(read, "") : "").ToImmutableArray());
    }

    private static IEnumerable<(string, ImportedLayer)> Keys(string scope, ImmutableArray<ImportedLayer> layers)
    {
        var seen = new Dictionary<string, int>();
        foreach (var layer in layers)
        {
            var key = Relative(scope, layer) + "|" + layer.Kind.Name;
            seen[key] = seen.GetValueOrDefault(key) + 1;
            yield return (key + "|" + seen[key], layer);
        }
    }
}
