using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

/// <summary>
/// Writes one class from all its uses: members in the state_dict's order, edges and layers without weights guessed and marked.
/// A guess must fit the widths in every use, else it is not made.
/// </summary>
internal sealed partial class ClassBuilder
{
    private readonly bool _isNetwork;
    private readonly bool _isPlain;
    private readonly Ends _ends;
    private readonly ImmutableArray<long?> _wanted;
    private readonly IReadOnlySet<string> _asides;
    private readonly ImmutableArray<Column> _columns;
    private readonly Dictionary<Column, string> _properties = [];
    private readonly Identifiers _names;
    private readonly ParameterTable _table;
    private readonly List<MemberText> _members = [];
    private readonly Width _input;
    private readonly Residual? _residual;
    private readonly bool _isExcitation;
    private readonly List<Source> _sources = [];
    private Source _current;
    private Source _previous;
    private int _downsamplings;

    private ClassBuilder(string name, BlockClass type, bool isNetwork, Surroundings around, bool isPlain)
    {
        ImmutableArray<long?> wanted = [.. type.Instances.Select(around.Wanted.After)];
        (_isNetwork, _ends, _wanted, _isPlain) = (isNetwork, around.Ends, wanted, isPlain);
        _asides = isNetwork ? around.Asides : new HashSet<string>();
        var parts = type.Instances.Select(u => u.Parts.ToDictionary(p => p.Name)).ToList();
        _columns = [.. type.PartNames.Select(n => new Column(n, [.. parts.Select(p => p.GetValueOrDefault(n))], _ends))];
        _names = new Identifiers(name);
        foreach (var column in _columns) _properties[column] = _names.Take(column.Title);
        var halves = isNetwork || isPlain ? null : Residual.Halves(_columns, wanted);
        _input = InputOf([.. _columns.Where(c => c.IsMain)], wanted.Length);
        if (halves is not null) _input = _input with { Values = [.. _input.Values.Select((v, i) => halves.Shortcuts[0].Parts[i] is null ? 2 * v : v)] };
        _table = new ParameterTable(_input.IsMap ? _input.Values : [.. wanted.Select(_ => (long?)null)], _names);
        _isExcitation = !isNetwork && !isPlain && Excitation.Is(_columns);
        _residual = halves ?? (isNetwork || isPlain || _isExcitation ? null : Residual.Of(_columns, _input, wanted, around.Ways.Contains(type)));
        // Pixels are a map, whatever the first layer reads.
        _current = _previous = new Source(KnownNames.Input, isNetwork ? _input with { IsMap = true } : _input);
        _sources.Add(_current);
    }

    /// <summary>Writes a block's class.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its uses.</param>
    /// <param name="around">The network around them.</param>
    /// <param name="problem">What the graph says of the guess how its parts are joined; then they are a plain chain. Null where nothing is wrong.</param>
    public static (ClassText Text, BlockFacts Facts) Block(string name, BlockClass type, Surroundings around, string? problem)
    {
        var builder = new ClassBuilder(name, type, false, around, problem is not null);
        builder.AddProblem(problem);
        builder.AddMembers();
        builder.AddScales();
        builder.AddJoin();
        var parameters = builder._table.All.Select(Parameter);
        var summary = $"Block of {type.Instances[0].Path}" + (type.Instances.Count == 1 ? "." : FormattableString.Invariant($" and {type.Instances.Count - 1} more."));
        var text = new ClassText(name, summary, AttributeText.Of("Block"), [.. parameters, .. builder._members]);
        var first = builder._columns.FirstOrDefault(c => c.IsMain);
        return (text, new BlockFacts(name, builder._input, builder._current.Width, builder._table.All, first is not null && first.BeginsWithNorm, builder._downsamplings, !builder._isExcitation));
    }

    /// <summary>Writes the network's class. Its only use is itself, so that every number is a constant.</summary>
    public static ClassText Network(string name, BlockClass type, Surroundings around, string? input, string? problem)
    {
        var builder = new ClassBuilder(name, type, true, around, problem is not null);
        builder.AddProblem(problem);
        builder.AddMembers();
        var classes = builder.AddEnd();
        var size = new ArgumentText("Input", Constant.Of(input ?? builder.GuessInput()), input is null ? "input size, Mean, Std" : "Mean, Std");
        return new ClassText(name, "The network.", AttributeText.Of("Network", size, new ArgumentText("Classes", Value(Number(classes)))), [.. builder._members]);
    }

    /// <summary>What a class reads: in each use what the first part reads that is there.</summary>
    private static Width InputOf(List<Column> main, int uses)
    {
        var unknown = new Width([.. Enumerable.Repeat((long?)null, uses)], true);
        return main.Count == 0 ? unknown : new Width([.. unknown.Values.Select((_, i) => main.Find(c => c.Parts[i] is not null)?.Need.Values[i])], main[0].Need.IsMap);
    }

    private static AttributeText Guess(string name, string what, params ArgumentText[] arguments) => AttributeText.Of(name, arguments) with { Mark = what };

    /// <summary>What a layer is comes before where it stands.</summary>
    private static int Place(ArgumentText argument) => argument.Name switch { "From" => 1, "When" => 2, "Else" => 3, "Name" => 4, "Called" => 5, _ => 0 };

    private static MemberText Parameter(BlockParameter p)
    {
        ImmutableArray<ArgumentText> fallback = p.Default is null ? [] : [new ArgumentText("Value", Value(p.Default))];
        return new MemberText(p.Name, p.Type, [new AttributeText("Parameter", fallback)]);
    }

    private static string TypeOf(Column column) => column.Kind switch
    {
        PartKind.Sequence => "Sequence",
        PartKind.Block => column.Sample.Blocks[0].Class.Facts!.Name,
        PartKind.Stage => $"Stage<{column.Sample.Blocks[0].Class.Facts!.Name}>",
        _ => column.Sample.Layers[0].Kind.ToString(),
    };

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An expression as an attribute's argument: a number, a truth value, or the text.</summary>
    private static Constant Value(string expression) =>
        int.TryParse(expression, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Constant.Of(number)
        : expression is "true" or "false" ? Constant.Of(expression == "true")
        : Constant.Of(expression);

    /// <summary>What a member can read.</summary>
    /// <param name="Name">The member's, or the input's.</param>
    private sealed record Source(string Name, Width Width);
}
