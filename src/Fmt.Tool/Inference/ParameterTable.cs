using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

/// <summary>
/// Writes the numbers of a block, one for each of its uses, as expressions: a constant where all uses agree, else a parameter,
/// a multiple of one, or what the block's input has.
/// </summary>
/// <param name="input">Input channels of each use; null where they are not known.</param>
/// <param name="names">Names of the block's members.</param>
internal sealed class ParameterTable(ImmutableArray<long?> input, Identifiers names)
{
    public const string Width = "Width";
    public const string Stride = "Stride";

    private readonly List<BlockParameter> _all = [];

    public IReadOnlyList<BlockParameter> All => _all;

    /// <summary>The expression of a number of channels. Uses that lack it are null.</summary>
    public string Number(ImmutableArray<long?> values)
    {
        if (Constant(values) is { } constant) return constant;
        var widths = _all.Where(p => p.Role == Width).Select(p => (p.Name, Values: p.Values.Select(v => (long?)v).ToImmutableArray())).ToList();
        if (input.All(v => v is not null)) widths.Add(("input.Channels", input));
        foreach (var (name, known) in widths)
            if (Ratio(values, known) == (1, 1)) return name;
        foreach (var (name, known) in widths)
            if (Ratio(values, known) is { } ratio)
                return FormattableString.Invariant($"{name} {(ratio.Down == 1 ? "*" : "/")} {(ratio.Down == 1 ? ratio.Up : ratio.Down)}");
        return Add(Width, Width, "int", null, values);
    }

    /// <summary>The expression of a value that only parameters of its own role can give.</summary>
    public string Own(string role, string type, string? fallback, ImmutableArray<long?> values)
    {
        if (Constant(values) is { } constant) return type == "bool" ? (constant == "1" ? "true" : "false") : constant;
        return _all.FirstOrDefault(p => p.Role == role && Ratio(values, [.. p.Values.Select(v => (long?)v)], withZero: true) == (1, 1))?.Name
            ?? Add(role, role, type, fallback, values);
    }

    private string Add(string name, string role, string type, string? fallback, ImmutableArray<long?> values)
    {
        var some = values.First(v => v is not null)!.Value;
        var parameter = new BlockParameter(names.Take(name), role, type, fallback, [.. values.Select(v => v ?? some)]);
        _all.Add(parameter);
        return parameter.Name;
    }

    private static string? Constant(ImmutableArray<long?> values)
    {
        var known = values.Where(v => v is not null).Distinct().ToList();
        return known.Count == 1 ? known[0]!.Value.ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The one whole factor between two rows of numbers, up or down; null where there is none.</summary>
    private static (long Up, long Down)? Ratio(ImmutableArray<long?> values, ImmutableArray<long?> known, bool withZero = false)
    {
        (long Up, long Down)? ratio = null;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value || known[i] is not { } other) continue;
            (long, long)? here = value == other ? (1, 1)
                : withZero || value == 0 || other == 0 ? null
                : value % other == 0 ? (value / other, 1)
                : other % value == 0 ? (1, other / value)
                : null;
            if (here is null || (ratio is not null && ratio != here)) return null;
            ratio = here;
        }

        return ratio;
    }
}
