using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Scopes that are equal up to numbers and to layers that some of them lack: a block in the making.</summary>
internal sealed class BlockPattern
{
    /// <summary>Out of so many members of two scopes together, as many hundredths must be in both.</summary>
    private const int LeastShared = 60;

    public BlockPattern(Cell first)
    {
        Cells = [first];
        Slots = [.. first.Slots.Select(s => Slot.Of(first, s.Key, s.Layer))];
    }

    public List<Cell> Cells { get; }

    public ImmutableArray<Slot> Slots { get; private set; }

    /// <summary>Takes a scope in where it fits to all that are there.</summary>
    public bool TryAdd(Cell cell)
    {
        if (Merge(cell) is not { } merged || Fit(merged, [.. Cells, cell]) is not { } fitted) return false;
        Cells.Add(cell);
        Slots = fitted;
        return true;
    }

    /// <summary>The members of both, in an order that both have.</summary>
    private ImmutableArray<(Slot Slot, ImmutableArray<string> Other)>? Merge(Cell cell)
    {
        var mine = Slots.ToDictionary(s => s.Key);
        var shared = cell.Slots.Where(s => mine.ContainsKey(s.Key)).Select(s => s.Key).ToHashSet();
        if (shared.Count * 100 < LeastShared * (Slots.Length + cell.Slots.Count - shared.Count)) return null;
        if (!Slots.Where(s => shared.Contains(s.Key)).Select(s => s.Key).SequenceEqual(cell.Slots.Where(s => shared.Contains(s.Key)).Select(s => s.Key))) return null;
        var merged = ImmutableArray.CreateBuilder<(Slot, ImmutableArray<string>)>();
        var ahead = new Queue<Slot>(Slots);
        foreach (var (key, layer) in cell.Slots)
        {
            if (!shared.Contains(key))
            {
                merged.Add((Slot.Of(cell, key, layer), []));
                continue;
            }

            while (ahead.Peek().Key != key) merged.Add((ahead.Dequeue(), []));
            var slot = ahead.Dequeue();
            merged.Add((slot with { Layers = slot.Layers.Add(cell, layer) }, cell.Edges(layer)));
        }

        foreach (var slot in ahead) merged.Add((slot, []));
        return merged.ToImmutable();
    }

    /// <summary>The members with edges that are right in every scope; null where there are none.</summary>
    private static ImmutableArray<Slot>? Fit(ImmutableArray<(Slot Slot, ImmutableArray<string> Other)> merged, IReadOnlyList<Cell> cells)
    {
        var slots = merged.Select(m => m.Slot).ToImmutableArray();
        for (var i = 0; i < slots.Length; i++)
        {
            // Edges of the one that has more layers are right in both, the absent ones passed over.
            if (merged[i].Other.IsEmpty || merged[i].Other.SequenceEqual(slots[i].Edges) || Wrong(slots, cells).All(w => w.Slot != i)) continue;
            var old = slots[i];
            slots = slots.SetItem(i, old with { Edges = merged[i].Other });
            var stays = Wrong(slots, cells).Where(w => w.Slot == i).ToList();
            foreach (var (_, _, read, wanted) in stays)
                if (slots.FirstOrDefault(s => s.Key == read) is { Else: null } absent) slots = slots.Replace(absent, absent with { Else = wanted });
        }

        return Wrong(slots, cells).Any() ? null : slots;
    }

    /// <summary>Edges that lead elsewhere in some scope than they should.</summary>
    private static IEnumerable<(int Slot, Cell Cell, string Read, string Wanted)> Wrong(ImmutableArray<Slot> slots, IReadOnlyList<Cell> cells)
    {
        var byKey = slots.ToDictionary(s => s.Key);
        for (var i = 0; i < slots.Length; i++)
            foreach (var (cell, layer) in slots[i].Layers)
            {
                var wanted = cell.Edges(layer);
                for (var e = 0; e < wanted.Length && e < slots[i].Edges.Length; e++)
                    if (Resolve(byKey, cell, slots[i].Edges[e]) != wanted[e]) yield return (i, cell, slots[i].Edges[e], wanted[e]);
                if (wanted.Length != slots[i].Edges.Length) yield return (i, cell, "", "");
            }
    }

    /// <summary>What a reader gets in one scope.</summary>
    private static string Resolve(Dictionary<string, Slot> slots, Cell cell, string key)
    {
        for (var steps = 0; key.Length > 0 && steps < slots.Count && !slots[key].Layers.ContainsKey(cell); steps++) key = slots[key].Else ?? slots[key].Edges[0];
        return key;
    }
}
