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
            if (!at._ranks[^1].Contains(child)) at._ranks[^1].Add(child);
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
        var waits = _children.Values.ToDictionary(c => c, _ => 0);
        var behind = _children.Values.ToDictionary(c => c, _ => new List<ScopeTree>());
        foreach (var (before, after) in _ranks.SelectMany(r => r.Zip(r.Skip(1))))
        {
            waits[after]++;
            behind[before].Add(after);
        }

        var sorted = new List<ScopeTree>();
        while (waits.Count > 0)
        {
            // Lists that contradict each other are followed as far as they do not.
            var next = waits.OrderBy(w => w.Value == 0 ? 0 : 1).ThenBy(w => w.Key._first).First().Key;
            waits.Remove(next);
            sorted.Add(next);
            foreach (var after in behind[next].Where(waits.ContainsKey)) waits[after]--;
        }

        return sorted;
    }
}
