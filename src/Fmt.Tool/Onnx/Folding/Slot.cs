using System.Collections.Generic;
using System.Collections.Immutable;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>A member of a block, in all uses that have it.</summary>
/// <param name="Key">Its key in the scopes.</param>
/// <param name="Name">Its name in the scopes.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Edges">What it reads, by keys; the empty text is the block's input.</param>
/// <param name="Else">What its readers get where it is absent; null for what it would have read.</param>
/// <param name="Layers">The layer of every use that has one.</param>
internal sealed record Slot(string Key, string Name, LayerKind Kind, ImmutableArray<string> Edges, string? Else, ImmutableDictionary<Cell, ImportedLayer> Layers)
{
    /// <summary>A member that one use has.</summary>
    public static Slot Of(Cell cell, string key, ImportedLayer layer) =>
        new(key, Cell.Relative(cell.Scope, layer), layer.Kind, cell.Edges(layer), null, ImmutableDictionary.CreateRange<Cell, ImportedLayer>(ReferenceComparer, null, [new KeyValuePair<Cell, ImportedLayer>(cell, layer)]));

    private static IEqualityComparer<Cell> ReferenceComparer { get; } = EqualityComparer<Cell>.Create((a, b) => ReferenceEquals(a, b), c => c.Scope.GetHashCode(System.StringComparison.Ordinal));
}
