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

    private const string InputChannels = "input.Channels";

    private readonly List<Entry> _all = [];

    /// <summary>The parameters. Uses that need no value of one have that of the first that does.</summary>
    public IReadOnlyList<BlockParameter> All =>
        [.. _all.Select(e => new BlockParameter(e.Name, e.Role, e.Type, e.Default, [.. e.Values.Select(v => v ?? e.Values.First(w => w is not null)!.Value)]))];

    /// <summary>The expression of a number of channels. Uses that lack it are null.</summary>
    public string Number(ImmutableArray<long?> values)
    {
        if (Constant(values) is { } constant) return constant;
        var widths = _all.Where(e => e.Role == Width).ToList();
        var isInputKnown = input.All(v => v is not null);
        foreach (var width in widths)
            if (Ratio(values, width.Values) == (1, 1)) return width.Take(values);
        if (isInputKnown && Ratio(values, input) == (1, 1)) return InputChannels;
        foreach (var width in widths.Where(w => values.Zip(w.Values).All(v => v.First is null || v.Second is not null)))
            if (Ratio(values, width.Values) is { } ratio) return Multiple(width.Name, ratio);
        if (isInputKnown && Ratio(values, input) is { } ofInput) return Multiple(InputChannels, ofInput);
        return Add(Width, Width, "int", null, values);
    }

    /// <summary>The expression of a value that only parameters of its own role can give.</summary>
    public string Own(string role, string type, string? fallback, ImmutableArray<long?> values)
    {
        if (Constant(values) is { } constant) return type == "bool" ? (constant == "1" ? "true" : "false") : constant;
        return _all.FirstOrDefault(e => e.Role == role && Ratio(values, e.Values, withZero: true) == (1, 1))?.Take(values) ?? Add(role, role, type, fallback, values);
    }

    private string Add(string name, string role, string type, string? fallback, ImmutableArray<long?> values)
    {
        _all.Add(new Entry(names.Take(name), role, type, fallback, [.. values]));
        return _all[^1].Name;
    }

    private static string Multiple(string name, (long Up, long Down) ratio) => FormattableString.Invariant($"{name} {(ratio.Down == 1 ? "*" : "/")} {(ratio.Down == 1 ? ratio.Up : ratio.Down)}");

    private static string? Constant(ImmutableArray<long?> values)
    {
        var known = values.Where(v => v is not null).Distinct().ToList();
        return known.Count == 1 ? known[0]!.Value.ToString(CultureInfo.InvariantCulture) : null;
    }

    /// <summary>The one whole factor between two rows of numbers, up or down; null where there is none.</summary>
    private static (long Up, long Down)? Ratio(ImmutableArray<long?> values, IReadOnlyList<long?> known, bool withZero = false)
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

    /// <param name="Values">One for each use; null where none was asked for yet.</param>
    private sealed record Entry(string Name, string Role, string Type, string? Default, long?[] Values)
    {
        /// <summary>Takes values of further uses over.</summary>
        public string Take(ImmutableArray<long?> values)
        {
            for (var i = 0; i < Values.Length; i++) Values[i] ??= values[i];
            return Name;
        }
    }
}
