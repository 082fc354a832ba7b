using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

internal sealed partial class ClassBuilder
{
    /// <summary>The use of a block, once or repeated, with its parameters.</summary>
    private AttributeText UseOf(Column column)
    {
        var facts = column.Sample.Blocks[0].Class.Facts!;
        _downsamplings += facts.Downsamplings;
        var arguments = new List<ArgumentText>();
        if (column.Kind == PartKind.Stage) arguments.Add(new ArgumentText("Count", Value(_table.Own("Count", "int", null, column.Row(p => p.Blocks.Length)))));
        var given = new List<string>();
        foreach (var parameter in facts.Parameters)
        {
            var value = ValueOf(column, parameter);
            if (value != parameter.Default) given.Add($"{parameter.Name} = {value}");
            if (parameter.Role == ParameterTable.Stride && value.Contains('2')) _downsamplings++;
        }

        var mark = facts.Parameters.Any(p => p.Role == ParameterTable.Stride) ? "stride" : null;
        if (given.Count > 0 || mark is not null) arguments.Add(new ArgumentText("Parameters", Constant.Of(string.Join(", ", given)), mark));
        // Where nothing strides, maps may still be pooled between blocks, and that leaves no key.
        return new AttributeText(column.Kind == PartKind.Stage ? KnownNames.Repeat : KnownNames.Use, [.. arguments], mark is null && facts.MayBePooled ? "pooling" : null, facts.Name);
    }

    /// <summary>A parameter's value over the uses in a stage: constant, or one for the first and one for the rest, or by number.</summary>
    private string ValueOf(Column column, BlockParameter parameter)
    {
        var rows = column.Parts.Select(p => p!.Blocks.Select(b => parameter.Values[b.Index]).ToList()).ToList();
        var most = rows.Max(r => r.Count);
        if (rows.Count == 1 && Exceptions(parameter, rows[0]) is { } exceptions) return exceptions;
        var starts = Enumerable.Range(0, most).Where(i => i == 0 || rows.Any(r => i < r.Count && r[i] != r[i - 1])).ToList();
        var runs = starts.Select(s => Express(parameter, [.. rows.Select(r => s < r.Count ? (long?)r[s] : null)])).ToList();
        var text = runs[^1];
        for (var i = runs.Count - 2; i >= 0; i--)
        {
            var condition = starts[i + 1] == 1 ? "first" : "i < " + Number(starts[i + 1]);
            text = (runs[i], text) switch
            {
                ("true", "false") => condition,
                ("false", "true") when condition == "first" => "!first",
                _ => $"{condition} ? {runs[i]} : {text}",
            };
        }

        return text;
    }

    /// <summary>Of two values that change often the rarer one by its places; null where runs tell it shorter.</summary>
    private string? Exceptions(BlockParameter parameter, List<long> values)
    {
        var kinds = values.GroupBy(v => v).OrderBy(g => g.Count()).ToList();
        if (kinds.Count != 2 || values.Zip(values.Skip(1)).Count(v => v.First != v.Second) < 3) return null;
        var places = string.Join(" || ", values.Index().Where(v => v.Item == kinds[0].Key).Select(v => "i == " + Number(v.Index)));
        var (rare, usual) = (Express(parameter, [kinds[0].Key]), Express(parameter, [kinds[1].Key]));
        return rare == "true" ? places : rare == "false" ? $"!({places})" : $"{places} ? {rare} : {usual}";
    }

    private string Express(BlockParameter parameter, ImmutableArray<long?> values) => parameter.Role == ParameterTable.Width
        ? _table.Number(values)
        : _table.Own(parameter.Role, parameter.Type, parameter.Default, values);
}
