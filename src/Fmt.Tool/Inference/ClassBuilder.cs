using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Reading;
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
        _input = _columns.FirstOrDefault(c => c.IsMain && !c.IsOptional)?.Need ?? new Width([.. wanted.Select(_ => (long?)null)], true);
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

    private void AddMembers()
    {
        for (var i = 0; i < _columns.Length; i++)
        {
            var column = _columns[i];
            if (i > 0) AddMissing(_columns[i - 1].Ends.Last, column.Ends.First);
            if (column.Kind == PartKind.Other) AddUnknown(column);
            else if (column.Sample.IsScale) continue;
            else if (_asides.Contains(column.Name)) AddAside(column);
            else if (_residual is not null && _residual.Shortcuts.Contains(column)) AddShortcut(column);
            else if (column.NormsVectors || (column is { Kind: PartKind.Layer, FirstLayer.Kind: LayerForm.BatchNorm2d } && !_current.Width.IsMap)) AddVectorNorm(column);
            else AddMain(column, NextMain(i));
        }
    }

    /// <summary>Numbers that have no keys stand for layers without weights.</summary>
    private void AddMissing(string before, string name)
    {
        var (left, right) = (before.Split('.'), name.Split('.'));
        var same = left.Zip(right).TakeWhile(p => p.First == p.Second).Count();
        if (same == left.Length || same == right.Length || !int.TryParse(left[same], out var from) || !int.TryParse(right[same], out var to)) return;
        if (to - from is < 2 or > 20) return;
        var scope = string.Concat(right.Take(same).Select(s => s + "."));
        var first = scope + Number(from + 1);
        AddComment($"FILL: layer: {(to - from == 2 ? first : $"{first} to {scope}{Number(to - 1)}")} without weights: activation, pooling or dropout.");
    }

    private Column? NextMain(int index)
    {
        for (var i = index + 1; i < _columns.Length; i++)
            if (_columns[i].IsMain && !_asides.Contains(_columns[i].Name) && _residual?.Shortcuts.Contains(_columns[i]) != true) return _columns[i];
        return null;
    }

    private void AddMain(Column column, Column? next)
    {
        if (!column.Need.IsMap && _current.Width.IsMap) AddFlatten(column.Need);
        if (_isExcitation && _sources.Count == 1) AddGuess("Pool", Guess("GlobalAvgPool2d", "pooling"));
        if (PoolsBefore(column)) AddGuess("Pool", Guess("GlobalAvgPool2d", "pooling"));
        if (_residual is { Form: ResidualForm.Halves }) AddHalf(column);
        var (source, groups, mark) = FindSource(column);
        _read[column] = source;
        if (column.IsOptional)
        {
            AddOptional(column, source, mark, null, WantsActivation(column, next));
            return;
        }

        var attributes = column.Kind is PartKind.Block or PartKind.Stage ? [UseOf(column)] : LayersOf(column, groups).ToList();
        var activated = WantsActivation(column, next);
        if (column.Kind == PartKind.Sequence && activated) attributes.Add(Guess("ReLU", "activation"));
        if (column is { Kind: PartKind.Layer, FirstLayer.Kind: LayerForm.LayerNorm }) AddComment(Unknown(column));
        Add(_properties[column], TypeOf(column), attributes, column.StateName, source, mark, column.Output);
        if (column.Kind == PartKind.Layer && activated) AddGuess("Relu", Guess("ReLU", "activation"));
        if (column.FirstLayer is { KernelHeight: 7, Kind: LayerForm.Conv2d } stem && stem.Path == _ends.Stem) _stemIsDue = true;
        if (_stemIsDue && activated) AddStemPool();
    }

    /// <summary>A member that is registered and not called: what follows reads past it.</summary>
    private void AddAside(Column column)
    {
        var (current, previous, downsamplings) = (_current, _previous, _downsamplings);
        var source = column.Need.Fits(current.Width) ? current : _sources.LastOrDefault(s => column.Need.Fits(s.Width)) ?? current;
        var attributes = column.Kind is PartKind.Block or PartKind.Stage ? [UseOf(column) with { Mark = null }] : LayersOf(column, null).ToList();
        attributes[0] = attributes[0] with { Arguments = [.. attributes[0].Arguments, new ArgumentText("Called", Constant.Of(false), "called")] };
        Add(_properties[column], TypeOf(column), attributes, column.StateName, source, "edge", column.Output);
        _sources.RemoveAt(_sources.Count - 1);
        (_current, _previous, _downsamplings) = (current, previous, downsamplings);
    }

    /// <summary>Adds a member that reads a source; it is what the next member reads.</summary>
    private void Add(string property, string type, List<AttributeText> attributes, string stateName, Source source, string? mark, Width output)
    {
        var more = new List<ArgumentText>();
        if (source != _previous) more.Add(new ArgumentText("From", Constant.Of(source.Name), mark));
        if (stateName.Length > 0 && Identifiers.StateName(property) != stateName) more.Add(new ArgumentText("Name", Constant.Of(stateName)));
        if (more.Count > 0) attributes[0] = attributes[0] with { Arguments = [.. attributes[0].Arguments.Concat(more).OrderBy(Place)] };
        _members.Add(new MemberText(property, type, [.. attributes]));
        _current = _previous = new Source(property, output);
        _sources.Add(_current);
    }

    /// <summary>Adds a guessed layer without weights behind the current one.</summary>
    private void AddGuess(string property, AttributeText attribute, Width? output = null) =>
        Add(_names.Take(property), "Activation", [attribute], "", _current, null, output ?? _current.Width);

    private static AttributeText Guess(string name, string what, params ArgumentText[] arguments) => AttributeText.Of(name, arguments) with { Mark = what };

    /// <summary>What a layer is comes before where it stands.</summary>
    private static int Place(ArgumentText argument) => argument.Name switch { "From" => 1, "When" => 2, "Else" => 3, "Name" => 4, "Called" => 5, _ => 0 };

    private static MemberText Parameter(BlockParameter p)
    {
        ImmutableArray<ArgumentText> fallback = p.Default is null ? [] : [new ArgumentText("Value", Value(p.Default))];
        return new MemberText(p.Name, p.Type, [new AttributeText("Parameter", fallback)]);
    }

    private void AddProblem(string? problem)
    {
        if (problem is not null) AddComment($"FILL: problem: joined as guessed this gives {problem}; so its parts stand one behind another here.");
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
