using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>Writes numbers that differ between the uses of a block as expressions, and finds the parameters that this takes.</summary>
/// <param name="cells">The uses.</param>
/// <param name="names">Names of the block's members.</param>
internal sealed class ParameterFinder(IReadOnlyList<Cell> cells, Identifiers names)
{
    private const string Width = "Width";

    private readonly List<CellParameter> _all = [];
    private readonly int?[] _input = [.. cells.Select(c => (int?)c.Input.Shape.Channels)];

    public IReadOnlyList<CellParameter> All => _all;

    /// <summary>An argument's value in the uses, null where the layer is absent; null back where no expression gives it.</summary>
    /// <param name="argument">The argument.</param>
    /// <param name="values">Its value in each use.</param>
    /// <param name="read">Channels of what the layer reads in each use, and how an expression calls them.</param>
    public Constant? Express(string argument, IReadOnlyList<object?> values, (string Name, int?[] Values) read)
    {
        var known = values.Where(v => v is not null).Distinct().ToList();
        if (known.Count == 1) return LayerText.ValueOf(known[0]!);
        if (known.All(v => v is bool)) return Constant.Of(Own(argument, false, values));
        if (known.All(v => v is double)) return Constant.Of(Own(argument, null, values));
        int?[] numbers = [.. values.Select(v => v switch { int i => i, Size { IsSame: false } s when s.H == s.W => s.H, _ => (int?)null })];
        if (numbers.Zip(values).Any(p => p.First is null && p.Second is not null)) return null;
        return Constant.Of(argument switch
        {
            "Stride" or "Kernel" or "Dilation" => Own(argument, argument == "Stride" ? 1 : null, [.. numbers.Select(n => (object?)n)]),
            "Padding" => OfKernel(numbers) ?? Own(argument, null, [.. numbers.Select(n => (object?)n)]),
            _ => OfWidths(numbers, read),
        });
    }

    /// <summary>The condition under which a layer is there.</summary>
    /// <param name="present">In which uses it is.</param>
    /// <param name="name">What to call a parameter that says so.</param>
    public string Condition(bool[] present, string name)
    {
        bool[] Of(Func<int, bool> holds) => [.. Enumerable.Range(0, cells.Count).Select(holds)];
        bool[] Not(bool[] of) => [.. of.Select(v => !v)];
        var strides = _all.Where(p => p.Role == "Stride").Select(p => (Is: $"{p.Name} != 1", Not: $"{p.Name} == 1", When: Of(i => (int)p.Values[i] != 1))).ToList();
        var widths = _all.Where(p => p.Role == Width).Select(p => (Is: $"input.Channels != {p.Name}", Not: $"input.Channels == {p.Name}", When: Of(i => (int)p.Values[i] != _input[i]))).ToList();
        var both = strides.SelectMany(s => widths.Select(w => (Is: $"{s.Is} || {w.Is}", Not: $"{s.Not} && {w.Not}", When: Of(i => s.When[i] || w.When[i]))));
        foreach (var (yes, no, when) in strides.Concat(widths).Concat(both))
        {
            if (when.SequenceEqual(present)) return yes;
            if (Not(when).SequenceEqual(present)) return no;
        }

        var complement = _all.FirstOrDefault(p => p.Type == "bool" && p.Values.Cast<bool>().SequenceEqual(Not(present)));
        return complement is null ? Own("Has" + name, false, [.. present.Select(p => (object?)p)]) : "!" + complement.Name;
    }

    /// <summary>A parameter that has just these values, or a new one.</summary>
    private string Own(string role, object? fallback, IReadOnlyList<object?> values)
    {
        var same = _all.FirstOrDefault(p => (p.Role == role || p.Type == "bool") && p.Values.Zip(values).All(v => v.Second is null || v.First.Equals(v.Second)));
        return same?.Name ?? Add(role, role, fallback, values);
    }

    private string Add(string name, string role, object? fallback, IReadOnlyList<object?> values)
    {
        var some = values.First(v => v is not null)!;
        var parameter = new CellParameter(names.Take(name), role, fallback, [.. values.Select(v => v ?? fallback ?? some)]);
        _all.Add(parameter);
        return parameter.Name;
    }

    /// <summary>The padding that keeps the size.</summary>
    private string? OfKernel(int?[] values)
    {
        var kernel = _all.FirstOrDefault(p => p.Role == "Kernel" && values.Zip(p.Values).All(v => v.First is null || v.First == ((int)v.Second - 1) / 2));
        return kernel is null ? null : $"({kernel.Name} - 1) / 2";
    }

    private string OfWidths(int?[] values, (string Name, int?[] Values) read)
    {
        var known = _all.Where(p => p.Role == Width).Select(p => (p.Name, Values: p.Values.Select(v => (int?)(int)v).ToArray())).Append(("input.Channels", _input)).Append(read).ToList();
        var ratios = known.Select(k => (k.Item1, Ratio: Ratio(values, k.Item2))).Where(r => r.Ratio is not null).ToList();
        if (ratios.FirstOrDefault(r => r.Ratio == (1, 1)).Item1 is { } same) return same;
        if (ratios.Count == 0) return Add(Width, Width, null, [.. values.Select(v => (object?)v)]);
        var (name, ratio) = (ratios[0].Item1, ratios[0].Ratio!.Value);
        return string.Create(CultureInfo.InvariantCulture, $"{name} {(ratio.Down == 1 ? "*" : "/")} {(ratio.Down == 1 ? ratio.Up : ratio.Down)}");
    }

    /// <summary>The one whole factor between two rows of numbers, up or down; null where there is none.</summary>
    private static (int Up, int Down)? Ratio(int?[] values, int?[] known)
    {
        (int Up, int Down)? ratio = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value) continue;
            if (known[i] is not > 0 || value <= 0) return null;
            var other = known[i]!.Value;
            (int, int)? here = value % other == 0 ? (value / other, 1) : other % value == 0 ? (1, other / value) : null;
            if (here is null || (ratio is not null && ratio != here)) return null;
            ratio = here;
        }

        return ratio;
    }
}
