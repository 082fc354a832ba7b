using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Fmt.Modules;


namespace Fmt.Tool.Reading;

/// <summary>Which layers of the language have given keys. The catalogue knows what every layer adds to a state_dict; nothing of that is repeated here.</summary>
internal static class LayerKeys
{
    // A bare parameter may have any name; one of these belongs to a module.
    private static readonly string[] _modulesOwn = ["weight", "bias"];

    /// <summary>Whether a layer with these arguments, reading this, has exactly these tensors. Counters may be missing: old files have none.</summary>
    /// <param name="kind">The layer's name in the language.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="tensors">The module's tensors.</param>
    /// <param name="arguments">Its arguments; all others have their defaults.</param>
    public static bool Has(string kind, Shape input, ImmutableArray<StateEntry> tensors, params (string Name, object Value)[] arguments)
    {
        var found = LayerCatalog.Find(kind)!;
        var values = found.Parameters.ToDictionary(p => p.Name, p => p.Default);
        foreach (var (name, value) in arguments) values[name] = value;
        return Fits(found.Weights(new LayerArguments(values), input), tensors);
    }

    /// <summary>The layers that have such tensors, whatever their arguments and what they read, by name; those that have none are never among them.</summary>
    public static IReadOnlyList<string> KindsWith(ImmutableArray<StateEntry> tensors)
    {
        var dims = tensors.SelectMany(t => t.Shape).Distinct().ToList();
        if (tensors.Length > 5 || dims.Count > 5 || dims.Any(d => d is < 1 or > 1_000_000)) return [];
        var numbers = dims.Select(d => (int)d).ToArray();
        var kernel = tensors.Where(t => t.Shape.Length == 4).Select(t => new Size((int)t.Shape[2], (int)t.Shape[3])).FirstOrDefault(new Size(1, 1));
        var inputs = Inputs(numbers, tensors).ToArray();
        return [.. LayerCatalog.All
            .Where(k => k is { ModuleType: not null, IsOpaque: false } && Arguments(k, numbers, kernel).Any(a => inputs.Any(i => Fits(k.Weights(a, i), tensors))))
            .Select(k => k.Name)];
    }

    private static bool Fits(IEnumerable<WeightEntry> entries, ImmutableArray<StateEntry> tensors)
    {
        var left = tensors.ToDictionary(t => Layer.Leaf(t.Name), t => t.Shape);
        foreach (var entry in entries)
        {
            var name = entry.Name.Length > 0 || left.Count != 1 || _modulesOwn.Contains(left.Keys.First()) ? entry.Name : left.Keys.First();
            if (!left.Remove(name, out var shape))
            {
                if (entry.Counter) continue;
                return false;
            }

            if (!shape.SequenceEqual(entry.Shape.Select(d => (long)d))) return false;
        }

        return left.Count == 0;
    }

    /// <summary>Shapes that such a layer may read: maps and vectors of every number that stands in its tensors.</summary>
    private static IEnumerable<Shape> Inputs(int[] numbers, ImmutableArray<StateEntry> tensors)
    {
        foreach (var number in numbers)
        {
            yield return Shape.Map(number, 1, 1);
            yield return Shape.Vector(number);
        }

        foreach (var tensor in tensors.Where(t => t.Shape.Length == 3)) yield return Shape.Map((int)tensor.Shape[0], (int)tensor.Shape[1], (int)tensor.Shape[2]);
    }

    /// <summary>Arguments of every kind of switch and with every number that stands in its tensors.</summary>
    private static IEnumerable<LayerArguments> Arguments(LayerKind kind, int[] numbers, Size kernel)
    {
        IEnumerable<ImmutableDictionary<string, object?>> all = [ImmutableDictionary<string, object?>.Empty];
        foreach (var parameter in kind.Parameters)
        {
            object?[] values = parameter.Kind switch
            {
                ParameterKind.Bool => [true, false],
                ParameterKind.Int => [.. numbers.Concat([1, 2, 3]).Distinct().Cast<object>()],
                ParameterKind.Size when parameter.Name == "Kernel" => [kernel],
                _ => [parameter.Default],
            };
            all = all.SelectMany(a => values.Select(v => a.SetItem(parameter.Name, v)));
        }

        return all.Select(a => new LayerArguments(a));
    }
}
