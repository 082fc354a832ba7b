using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

internal sealed partial class ClassBuilder
{
    private readonly List<Source> _arounds = [];
    private readonly List<Source> _branches = [];
    private string? _aroundIsThere;

    /// <summary>The channels of a learned scale are those of the way through the block; its key comes before theirs, its place is behind them.</summary>
    private void AddScales()
    {
        foreach (var column in _columns.Where(c => c.Sample.IsScale))
            Add(_properties[column], "LearnedScale", [Guess("Scale", "layer")], column.StateName, _current, null, _current.Width);
    }

    private void AddShortcut(Column column)
    {
        var main = _current;
        var source = _residual!.IsPreActivated ? FirstActivation() ?? _sources[0] : _sources[0];
        var isHalf = _residual.Form == ResidualForm.Halves;
        if (column.IsOptional)
            AddOptional(column, source, "edge", source == _sources[0] ? null : KnownNames.Input, isHalf);
        else
            Add(_properties[column], TypeOf(column), LayersBehind(column, source), column.StateName, source, "edge", column.Output);
        _arounds.Add(_current);
        _current = main;
    }

    private List<AttributeText> LayersBehind(Column column, Source source) =>
        [.. LayersOf(column, GroupsFrom(column.Row(0, l => l.In), column.Row(0, l => l.Out), source.Width.Values))];

    private Source? FirstActivation()
    {
        if (_firstActivation is not null) return _firstActivation;
        var relu = _members.FirstOrDefault(m => m.Attributes.Length == 1 && m.Attributes[0].Name == "ReLU");
        return _firstActivation = relu is null ? null : _sources.First(s => s.Name == relu.Property);
    }

    /// <summary>Layers that some uses lack: a nullable member, present by a parameter.</summary>
    private void AddOptional(Column column, Source source, string? mark, string? otherwise, bool activated)
    {
        var present = _aroundIsThere = _table.Own("Has" + Identifiers.Pascal(column.Name), "bool", "false", [.. column.Parts.Select(p => (long?)(p is null ? 0 : 1))]);
        var layers = LayersBehind(column, source);
        if (column.Kind == PartKind.Sequence && activated) layers.Add(Guess("ReLU", "activation"));
        var when = new List<ArgumentText> { new("When", Constant.Of(present)) };
        // Where it is absent, what it would have read goes on.
        if (otherwise is not null) when.Add(new ArgumentText("Else", Constant.Of(otherwise), mark));
        layers[0] = layers[0] with { Arguments = [.. layers[0].Arguments, .. when] };
        var width = new Width([.. column.Output.Values.Select((v, i) => v ?? source.Width.Values[i])], source.Width.IsMap);
        var property = _properties[column];
        Add(property, TypeOf(column) + "?", layers, column.StateName, source, mark, width);
        if (column.Kind == PartKind.Layer && activated)
            Add(_names.Take("Relu"), "Activation?", [Guess("ReLU", "activation", new ArgumentText("When", Constant.Of(property)))], "", _current, null, width);
    }

    /// <summary>The join at the end of a block.</summary>
    private void AddJoin()
    {
        if (_isPlain) return;
        var members = _members.Count;
        AddJoinOf();
        // Ways that meet again keep one size; the edge into each is marked, and what pools there stands at it.
        if (_residual is not null || _members.Count == members) return;
        for (var i = 0; i < members; i++)
            if (_members[i].Attributes is [{ Block: not null, Mark: "pooling" } use]) _members[i] = _members[i] with { Attributes = [use with { Mark = null }] };
    }

    private void AddJoinOf()
    {
        if (_isExcitation) AddWeighing();
        else if (_residual is null) AddConcatOrDoubt();
        else if (_residual.Form == ResidualForm.Halves) AddHalves();
        else if (_residual.Form == ResidualForm.Sum) AddSum();
    }

    /// <summary>A concatenation where what follows reads one; a doubt where the widths would allow a sum that too little speaks for.</summary>
    private void AddConcatOrDoubt()
    {
        // A convolution with its norm and no more is no block of its own.
        var isStretch = _columns.Any(c => c.Kind is not (PartKind.Layer or PartKind.Other)) && _columns.Any(c => c.Sample.Convolutions > 0);
        if (!AddConcat(_wanted) && isStretch && _input.IsMap && _current.Width.IsMap && _input.Values.Zip(_current.Width.Values).Any(w => w.First is not null && w.First == w.Second))
            AddComment("FILL: join: perhaps a sum with what the block reads, where the channels agree.");
    }

    /// <summary>The sum at the end of a residual block.</summary>
    private void AddSum()
    {
        var ways = _arounds.Count > 0 ? _arounds : [_sources[0]];
        var fits = _current.Width.Values.Select((v, i) => ways.All(w => w.Width.Values[i] == v)).ToList();
        if (!fits.Contains(true)) return;
        var arguments = new List<ArgumentText> { Inputs(ways.Prepend(_current)) };
        // Where no way around has the width, there is no sum (or one that leaves no trace in the state_dict).
        if (fits.Contains(false)) arguments.Add(new ArgumentText("When", Constant.Of(JoinCondition(fits))));
        AddJoined("Sum", fits.Contains(false) ? "Activation?" : "Activation", Guess("Add", "join", [.. arguments]), _current.Width);
        if (!_residual!.IsPreActivated) AddGuess("Relu", Guess("ReLU", "activation"));
    }

    private string JoinCondition(List<bool> fits) => _arounds.Count == 0 && fits.SequenceEqual(_input.Values.Zip(_current.Width.Values).Select(w => w.First == w.Second))
        ? "input.Channels == " + _table.Number(_current.Width.Values)
        : _table.Own("HasSum", "bool", "false", [.. fits.Select(f => (long?)(f ? 1 : 0))]);

    /// <summary>The weights between 0 and 1 of an excitation, on the maps they were made from.</summary>
    private void AddWeighing()
    {
        AddGuess("Gate", Guess("Sigmoid", "activation"));
        AddJoined("Weighed", "Activation", Guess("Multiply", "join", Inputs([_current, _sources[0]])), _input);
    }

    /// <summary>The half of the maps that a block of halves works on.</summary>
    private void AddHalf(Column column)
    {
        var width = Value(_table.Number(column.Output.Values));
        var half = Guess("Slice", "split", new ArgumentText("Start", width), new ArgumentText("Length", width), new ArgumentText("When", Constant.Of("!" + _aroundIsThere)));
        Add(_names.Take("Half"), "Activation?", [half], "", _sources[0], "edge", column.Need);
    }

    /// <summary>Both halves side by side, and shuffled so that the next block's halves are of both.</summary>
    private void AddHalves()
    {
        var (main, around) = (_current, _arounds[0]);
        var width = Value(_table.Number(main.Width.Values));
        var half = Guess("Slice", "split", new ArgumentText("Start", Constant.Of(0)), new ArgumentText("Length", width),
            new ArgumentText("When", Constant.Of("!" + _aroundIsThere)), new ArgumentText("Else", Constant.Of(around.Name), "edge"));
        Add(_names.Take("Rest"), "Activation?", [half], "", _sources[0], "edge", main.Width);
        var both = new Width([.. main.Width.Values.Select(v => 2 * v)], true);
        AddJoined("Joined", "Activation", Guess("Concat", "join", Inputs([_current, main])), both);
        AddGuess("Shuffled", Guess("ChannelShuffle", "split", new ArgumentText("Groups", Constant.Of(2))));
    }

    /// <summary>Puts the current member beside the branches before it, or beside the block's input, where that makes the channels that are read next.</summary>
    private bool AddConcat(ImmutableArray<long?> wanted)
    {
        if (!_current.Width.IsMap || !_sources[0].Width.IsMap || !wanted.Zip(_current.Width.Values).Any(w => w.First > w.Second)) return false;
        foreach (var ways in new List<Source>[] { [.. _branches, _current], [_sources[0], _current], [.. _branches, _current, _sources[0]] })
        {
            var sum = new Width([.. wanted.Select((_, i) => ways.Sum(w => w.Width.Values[i]))], true);
            if (ways.Count < 2 || ways.Distinct().Count() < ways.Count || !sum.Fits(new Width(wanted, true))) continue;
            if (ways.Count > 2 && ways[^1] == _sources[0]) AddComment("FILL: pooling: what the block reads is perhaps pooled before it is joined.");
            AddJoined("Joined", "Activation", Guess("Concat", "join", Inputs(ways)), sum);
            _branches.Clear();
            return true;
        }

        return false;
    }

    /// <summary>Adds a join; it names what it reads.</summary>
    private void AddJoined(string name, string type, AttributeText join, Width width)
    {
        _members.Add(new MemberText(_names.Take(name), type, [join]));
        _current = _previous = new Source(_members[^1].Property, width);
        _sources.Add(_current);
    }

    private static ArgumentText Inputs(IEnumerable<Source> sources) => new("Inputs", Constant.Of(sources.Select(s => s.Name).ToEquatable()));
}
