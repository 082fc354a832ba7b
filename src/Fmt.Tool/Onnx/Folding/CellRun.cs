using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>Uses of one block in a row: one member of the network.</summary>
/// <param name="Block">The block's class.</param>
/// <param name="Parameters">Its parameters, with the values of all uses.</param>
/// <param name="Cells">These uses, by their places among all.</param>
internal sealed record CellRun(string Block, IReadOnlyList<CellParameter> Parameters, ImmutableArray<(int Place, Cell Cell)> Cells)
{
    public Cell First => Cells[0].Cell;

    public Cell Last => Cells[^1].Cell;

    public bool IsOne => Cells.Length == 1;

    /// <summary>The property's type.</summary>
    public string Type => IsOne ? Block : $"Stage<{Block}>";

    /// <summary>What the property is called, before it is made unique.</summary>
    public string Property => First.Stem.EndsWith('.') && First.Number == 0 && !IsOne ? First.Stem.TrimEnd('.') : First.Scope;

    /// <summary>Whether one more use may follow in the same member: all parameters are one value, or one for the first use and one for the others.</summary>
    public bool CanTake(int place, Cell cell) =>
        cell.Stem == First.Stem && cell.Number == Last.Number + 1 && cell.Input.Layer == Last.Output
        && Parameters.All(p => Cells.Skip(1).All(c => p.Values[c.Place].Equals(p.Values[place])) && (p.Role != "Width" || p != Parameters.First(q => q.Role == "Width") || p.Values[Cells[0].Place].Equals(p.Values[place])));

    /// <summary>The attribute, without what it reads.</summary>
    public AttributeText Attribute(string property, params IEnumerable<ArgumentText> edges)
    {
        var arguments = new List<ArgumentText>();
        if (!IsOne) arguments.Add(new ArgumentText("Count", Constant.Of(Cells.Length)));
        var given = Parameters.Select(p => (p, Text: Value(p))).Where(g => g.p.Default is null || g.Text != Literal(g.p.Default)).Select(g => $"{g.p.Name} = {g.Text}").ToList();
        if (given.Count > 0) arguments.Add(new ArgumentText("Parameters", Constant.Of(string.Join(", ", given))));
        arguments.AddRange(edges);
        if (Name is { } name && name != Identifiers.StateName(property)) arguments.Add(new ArgumentText("Name", Constant.Of(name)));
        return new AttributeText(IsOne ? KnownNames.Use : KnownNames.Repeat, [.. arguments], Block: Block);
    }

    private string Name => IsOne ? First.Scope : First.Stem.EndsWith('.') && First.Number == 0 ? First.Stem.TrimEnd('.') : First.Stem + (First.Number == 0 ? "{i}" : $"{{i + {Literal(First.Number)}}}");

    private string Value(CellParameter parameter)
    {
        var (first, rest) = (parameter.Values[Cells[0].Place], parameter.Values[Cells[^1].Place]);
        return (first, rest) switch
        {
            (true, false) => "first",
            (false, true) => "!first",
            _ => first.Equals(rest) ? Literal(first) : $"first ? {Literal(first)} : {Literal(rest)}",
        };
    }

    private static string Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        double number => CSharp.Of(number),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value}"),
    };
}
