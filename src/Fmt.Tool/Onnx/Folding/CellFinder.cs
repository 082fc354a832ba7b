using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Finds scopes of one depth that can be uses of a block.</summary>
internal sealed class CellFinder
{
    private readonly IReadOnlyList<ImportedLayer> _order;
    private readonly ImportedLayer _output;
    private readonly ILookup<ImportedLayer, ImportedLayer> _readers;
    private readonly Dictionary<ImportedLayer, string> _scopes = [];

    private CellFinder(IReadOnlyList<ImportedLayer> order, ImportedLayer output, int depth)
    {
        (_order, _output) = (order, output);
        _readers = order.SelectMany(l => l.Inputs.Where(i => i.Layer is not null).Select(i => i.Layer!).Distinct().Select(i => (i, l))).ToLookup(p => p.i, p => p.l);
        foreach (var layer in order)
            if (ScopeOf(layer.Path, depth) is { } scope) _scopes[layer] = scope;
    }

    /// <summary>The scopes in the order of their outputs' execution.</summary>
    /// <param name="order">The layers in the members' order.</param>
    /// <param name="output">What gives the logits.</param>
    /// <param name="depth">How many parts a scope's path has.</param>
    public static List<Cell> Find(IReadOnlyList<ImportedLayer> order, ImportedLayer output, int depth)
    {
        var finder = new CellFinder(order, output, depth);
        finder.MoveJoins();
        return [.. finder._scopes.GroupBy(s => s.Value, s => s.Key).Select(g => finder.Close(g.Key, [.. g])).OfType<Cell>().OrderBy(c => c.Output.Position)];
    }

    private static string? ScopeOf(string path, int depth)
    {
        var parts = path.Split('.');
        return parts.Length > depth && char.IsAsciiDigit(parts[depth - 1][^1]) ? string.Join('.', parts[..depth]) : null;
    }

    /// <summary>A join at a scope's beginning, of what others give, is the end of the scope before; exporters name it by where it is calculated.</summary>
    private void MoveJoins()
    {
        foreach (var join in _order.Where(l => l.Kind.IsJoin && !l.HasModule).OrderBy(l => l.Position))
        {
            if (_scopes.TryGetValue(join, out var own) && join.Inputs.Any(i => IsIn(i, own))) continue;
            var scopes = join.Inputs.Select(i => i.Layer is { } l ? _scopes.GetValueOrDefault(l) : null).ToList();
            _scopes.Remove(join);
            // One part from a scope, all others what that scope reads itself.
            var inside = scopes.Where(s => s is not null).Distinct().OrderByDescending(s => join.Inputs.Max(i => IsIn(i, s!) ? i.Layer!.Position : -1)).FirstOrDefault();
            if (inside is not null && join.Inputs.All(i => IsIn(i, inside) || Externals(inside).Contains(i))) _scopes[join] = inside;
        }
    }

    private bool IsIn(OnnxValue.Signal signal, string scope) => signal.Layer is { } layer && _scopes.GetValueOrDefault(layer) == scope;

    private HashSet<OnnxValue.Signal> Externals(string scope) => [.. _scopes.Where(s => s.Value == scope).SelectMany(s => s.Key.Inputs).Where(i => !IsIn(i, scope))];

    /// <summary>A scope that reads one value and gives one; null for others.</summary>
    private Cell? Close(string scope, List<ImportedLayer> layers)
    {
        var inside = layers.ToHashSet();
        var read = layers.SelectMany(l => l.Inputs).Where(i => i.Layer is null || !inside.Contains(i.Layer)).Distinct().ToList();
        var given = layers.Where(l => l == _output || _readers[l].Any(r => !inside.Contains(r))).ToList();
        if (read.Count != 1 || given.Count != 1 || layers.Count < 2 || !layers.Any(l => l.HasModule) || layers.Any(l => l.Shares is not null)) return null;
        var order = MemberOrder.Of([.. _order.Where(l => l.HasModule && inside.Contains(l))], [.. layers.OrderBy(l => l.Position)]);
        var digits = scope.Reverse().TakeWhile(char.IsAsciiDigit).Count();
        if (order[^1] != given[0] || digits > 6 || (digits > 1 && scope[^digits] == '0')) return null;
        return new Cell(scope, scope[..^digits], int.Parse(scope[^digits..], CultureInfo.InvariantCulture), [.. order], read[0], given[0]);
    }
}
