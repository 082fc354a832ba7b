using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Gives layers their paths: from the names of their parameters, else from the node's, else by kind and number.</summary>
internal sealed class LayerNames
{
    private static readonly IEqualityComparer<ImportedWeight> _sameTensor = EqualityComparer<ImportedWeight>.Create(
        (a, b) => a!.Leaf == b!.Leaf && a.Origin == b.Origin && Nullable.Equals(a.Tensor.Data, b.Tensor.Data) && a.Tensor.Dims.SequenceEqual(b.Tensor.Dims));

    private readonly Dictionary<string, ImportedLayer> _taken = new(StringComparer.Ordinal);
    private readonly HashSet<string> _scopes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);

    /// <summary>Names layers with weights, then the others, which stand in the scopes of the first.</summary>
    public static void Assign(IReadOnlyList<ImportedLayer> layers)
    {
        var names = new LayerNames();
        foreach (var layer in layers.Where(l => l.HasModule)) names.Name(layer);
        foreach (var layer in layers.Where(l => !l.HasModule)) layer.Path = names.Place(layer);
        ResidualScopes.Assign(layers);
    }

    private void Name(ImportedLayer layer)
    {
        var path = Wanted(layer);
        if (path is not null && _taken.TryGetValue(path, out var first) && IsSame(first, layer))
        {
            (layer.Shares, layer.Path) = (first, path);
            return;
        }

        layer.IsNumbered = path is null;
        if (path is null || !IsFree(path))
        {
            var stem = path ?? (ModuleName.Scope(layer.Node.Name) is { Length: > 0 } scope ? scope + "." : "") + Stem(layer);
            do path = stem + (char.IsDigit(stem[^1]) ? "_" : "") + Next(stem);
            while (!IsFree(path));
        }

        Take(layer, path);
    }

    private string Next(string stem)
    {
        var number = _numbers.GetValueOrDefault(stem) + 1;
        _numbers[stem] = number;
        return number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>What a layer of this kind is called where it has no name.</summary>
    public static string Stem(ImportedLayer layer) => layer.Kind.Name.ToLowerInvariant().Replace("2d", "", StringComparison.Ordinal).Replace("batchnorm", "bn", StringComparison.Ordinal);

    /// <summary>The module of most of its parameters; the node's scope decides where they disagree, and is taken where they say nothing.</summary>
    private static string? Wanted(ImportedLayer layer)
    {
        var scope = ModuleName.Scope(layer.Node.Name);
        var named = layer.Weights.Select(w => ModuleName.Of(w.Origin, w.Leaf)).OfType<string>().GroupBy(n => n, StringComparer.Ordinal).ToList();
        if (named.Count > 1 && named.Any(g => g.Key == scope)) return scope;
        if (named.Count > 0) return named.OrderByDescending(g => g.Count()).First().Key;
        return scope is { Length: > 0 } && layer.Weights.All(w => w.Leaf.Length > 0) ? scope : null;
    }

    /// <summary>Whether one module is called twice: the same tensors under the same names.</summary>
    private static bool IsSame(ImportedLayer first, ImportedLayer second) =>
        first.Kind == second.Kind && first.Weights.Length > 0 && first.Weights.SequenceEqual(second.Weights, _sameTensor) && first.Arguments.SameAs(second.Arguments, first.Kind.Parameters);

    private bool IsFree(string path) => !_taken.ContainsKey(path) && !_scopes.Contains(path) && Scopes(path).All(s => !_taken.ContainsKey(s));

    private void Take(ImportedLayer layer, string path)
    {
        _taken[path] = layer;
        _scopes.UnionWith(Scopes(path));
        layer.Path = path;
    }

    private static IEnumerable<string> Scopes(string path)
    {
        for (var dot = path.IndexOf('.'); dot > 0; dot = path.IndexOf('.', dot + 1)) yield return path[..dot];
    }

    /// <summary>Where a layer without weights stands: a module of its own, or an operation in a module that has others.</summary>
    private string Place(ImportedLayer layer)
    {
        var scope = ModuleName.Scope(layer.Node.Name);
        if (scope is null or "") return Stem(layer);
        return _scopes.Contains(scope) || _taken.ContainsKey(scope) ? scope + "." + Stem(layer) : scope;
    }
}
