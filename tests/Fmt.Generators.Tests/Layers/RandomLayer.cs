using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators.Tests.Layers;

/// <summary>Layers with random arguments, from the catalog's own description of them.</summary>
internal sealed class RandomLayer(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int from, int below) => _random.Next(from, below);

    public T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];

    public Shape Map() => Shape.Map(Next(1, 7), Next(1, 10), Next(1, 10));

    public Shape AnyShape() => Next(0, 8) == 0 ? Shape.Vector(Next(1, 20)) : Map();

    /// <summary>Shapes that a join often accepts, and often not.</summary>
    public Shape[] Inputs(LayerKind kind)
    {
        var first = AnyShape();
        if (!kind.IsJoin) return [first];
        var others = Enumerable.Range(0, Next(1, 3)).Select(_ => Next(0, 4) switch
        {
            0 => AnyShape(),
            1 when first.IsMap => Shape.Map(first.Channels, 1, 1),
            2 when first.IsMap => Shape.Map(Next(1, 7), first.Height, first.Width),
            _ => first,
        });
        return [first, .. others];
    }

    /// <summary>Values for all parameters; many of them cannot work together.</summary>
    public Dictionary<string, object?> Arguments(LayerKind kind)
    {
        var values = new Dictionary<string, object?>();
        foreach (var p in kind.Parameters.Where(p => p.Kind != ParameterKind.Members))
            values[p.Name] = (p.Default is not null || p.Optional) && Next(0, 3) == 0 ? p.Default : Value(kind, p);
        return values;
    }

    private object? Value(LayerKind kind, Parameter p) => p.Kind switch
    {
        ParameterKind.Int => p.Name == "Groups" ? Pick([1, 1, 2, 3]) : Next((int)p.Min, (int)p.Min + 7),
        ParameterKind.Size when p.AllowSame && Next(0, 4) == 0 => Size.Same,
        ParameterKind.Size => Next(0, 2) == 0 ? Square((int)p.Min) : new Size(Next((int)p.Min, (int)p.Min + 4), Next((int)p.Min, (int)p.Min + 4)),
        ParameterKind.Double => Math.Round((_random.NextDouble() * 0.8) + 0.05, 3),
        ParameterKind.Bool => p.Name != "InPlace" && Next(0, 2) == 0,
        ParameterKind.Shape => AnyShape(),
        ParameterKind.Text when p.Choices is not null => Pick(p.Choices),
        _ => null,
    };

    private Size Square(int min)
    {
        var side = Next(min, min + 4);
        return new Size(side, side);
    }

    /// <summary>The attribute that says the same.</summary>
    public static string Attribute(LayerKind kind, IReadOnlyDictionary<string, object?> values, string inputs)
    {
        var positional = new List<string>();
        var named = new List<string>();
        if (kind.IsJoin) positional.Add(inputs);
        foreach (var p in kind.Parameters.Where(p => p.Kind != ParameterKind.Members && values[p.Name] is not null))
        {
            var text = Text(values[p.Name]!);
            if (IsPositional(kind, p)) positional.Add(text);
            else named.Add(p.Name + " = " + text);
        }

        if (!kind.IsJoin) named.Add("From = " + inputs);
        return $"[{kind.Name}({string.Join(", ", positional.Concat(named))})]";
    }

    /// <summary>Whether the attribute takes it by its constructor alone.</summary>
    private static bool IsPositional(LayerKind kind, Parameter p) =>
        typeof(LayerAttribute).Assembly.GetType($"Fmt.{kind.Name}Attribute", throwOnError: true)!
            .GetProperty(p.Name)!.CanWrite == false;

    private static string Text(object value) => value switch
    {
        Size { IsSame: true } => "\"same\"",
        Size size when size.H == size.W => size.H.ToString(CultureInfo.InvariantCulture),
        Size size => $"\"{size.H}x{size.W}\"",
        bool b => b ? "true" : "false",
        Shape shape => $"\"{shape}\"",
        string s => "\"" + s + "\"",
        _ => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
    };
}
