using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Modules by their scopes, to be put in the state_dict's order: a scope's modules stand together.</summary>
internal sealed class ScopeTree
{
    private readonly Dictionary<string, ScopeTree> _children = new(StringComparer.Ordinal);
    private readonly List<ImportedLayer> _layers = [];
    private readonly List<List<ScopeTree>> _ranks = [];
    private int _rankedIn = -1;
    private int _first = int.MaxValue;

    /// <summary>Layers with modules of their own, in the state_dict's order as far as the file tells it, else in that of execution.</summary>
    public static List<ImportedLayer> Order(OnnxModel model, IReadOnlyList<ImportedLayer> layers)
    {
        var root = new ScopeTree();
        foreach (var layer in layers.Where(l => l.HasModule)) root.Add(layer);
        foreach (var list in ParameterRanks.Of(model, layers))
        {
            root.OpenRanks();
            foreach (var path in list) root.Rank(path.Split('.'));
        }

        var result = new List<ImportedLayer>();
        root.Collect(result);
        return result;
    }

    private void Add(ImportedLayer layer)
    {
        var at = this;
        at._first = Math.Min(at._first, layer.Position);
        foreach (var part in layer.Path.Split('.'))
        {
            if (!at._children.TryGetValue(part, out var child)) at._children[part] = child = new ScopeTree();
            at = child;
            at._first = Math.Min(at._first, layer.Position);
        }

        at._layers.Add(layer);
    }

    private void OpenRanks()
    {
        _ranks.Add([]);
        foreach (var child in _children.Values) child.OpenRanks();
    }

    private void Rank(string[] path)
    {
        var at = this;
        foreach (var part in path)
        {
            var child = at._children[part];
            // A scope's modules stand together, so that where the first one is counts.
            if (child._rankedIn != at._ranks.Count) at._ranks[^1].Add(child);
            child._rankedIn = at._ranks.Count;
            at = child;
        }
    }

    private void Collect(List<ImportedLayer> result)
    {
        result.AddRange(_layers);
        foreach (var child in Sorted()) child.Collect(result);
    }

    /// <summary>As the lists have them; of those that may come next, the one that runs first.</summary>
    private List<ScopeTree> Sorted()
    {
        var behind = _ranks.SelectMany(r => r.Zip(r.Skip(1))).ToLookup(p => p.First, p => p.Second);
        var waits = _children.Values.ToDictionary(c => c, _ => 0);
        foreach (var after in behind.SelectMany(b => b)) waits[after]++;
        var ready = new PriorityQueue<ScopeTree, int>(waits.Where(w => w.Value == 0).Select(w => (w.Key, w.Key._first)));
        var sorted = new List<ScopeTree>();
        while (waits.Count > 0)
        {
            // Lists that contradict each other are followed as far as they do not.
            if (!ready.TryDequeue(out var next, out _)) next = waits.Keys.MinBy(c => c._first)!;
            if (!waits.Remove(next)) continue;
            sorted.Add(next);
            foreach (var after in behind[next].Where(waits.ContainsKey))
                if (--waits[after] == 0) ready.Enqueue(after, after._first);
        }

        return sorted;
    }
}
