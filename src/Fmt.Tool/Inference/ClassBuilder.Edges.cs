using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Reading;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

internal sealed partial class ClassBuilder
{
    private readonly List<Source> _arounds = [];
    private readonly List<Source> _branches = [];
    private Source? _firstActivation;
    private bool _stemIsDue;

    /// <summary>What a part reads: the current member where the widths agree (by groups, if need be), else the last one that fits.</summary>
    private (Source Source, string? Groups, string? Mark) FindSource(Column column)
    {
        var need = column.Need;
        if (column.FirstLayer is { Kind: LayerForm.Conv2d } && _current.Width.IsMap)
        {
            var perGroup = column.Row(0, l => l.In);
            if (need.Fits(_current.Width) && !column.FirstLayer.IsDepthwise) return (_current, null, null);
            var mayBeGrouped = column.FirstLayer.IsDepthwise || (Residual.IsWide(column.FirstLayer) && !_sources.Any(s => need.Fits(s.Width)));
            if (mayBeGrouped && GroupsFrom(perGroup, column.Row(0, l => l.Out), _current.Width.Values) is { } groups) return (_current, groups, null);
        }

        if (need.Fits(_current.Width) || AddConcat(need.Values)) return (_current, null, null);
        if (_sources.LastOrDefault(s => need.Fits(s.Width)) is { } other)
        {
            _branches.Add(_current);
            return (other, null, "edge");
        }

        var wanted = string.Join(", ", need.Values.Where(v => v is not null).Distinct());
        AddComment($"FILL: edge: {column.Name} reads {wanted} {(need.IsMap ? "channels" : "features")}, which no member before it gives; join members or set From.");
        return (_current, null, null);
    }

    /// <summary>An activation follows every layer with weights but the last, a convolution before its batch norm, and what goes into a sum.</summary>
    private bool WantsActivation(Column column, Column? next)
    {
        if (column.Kind is PartKind.Block or PartKind.Stage) return false;
        if (column.Sample.Layers[^1].Path == _ends.Final) return false;
        // A block that begins with batch norm and activation leaves the next one to the block after it.
        if (next is null) return _residual is null && (_isNetwork || !_columns.First(c => c.Kind != PartKind.Other).BeginsWithNorm);
        var isNormed = column.Sample.Layers[^1].Kind == LayerForm.Conv2d && next.BeginsWithNorm && next.Need.Fits(column.Output);
        return !isNormed;
    }

    private void AddShortcut(Column column)
    {
        var main = _current;
        var source = _residual!.IsPreActivated ? FirstActivation() ?? _sources[0] : _sources[0];
        if (column.IsOptional)
            AddOptional(column, source, "edge", source == _sources[0] ? null : KnownNames.Input);
        else
            Add(_properties[column], TypeOf(column), LayersOf(column, GroupsFrom(column.Row(0, l => l.In), column.Row(0, l => l.Out), source.Width.Values)).ToList(), column.Name, source, "edge", column.Output);
        _arounds.Add(_current);
        _current = main;
    }

    private Source? FirstActivation()
    {
        if (_firstActivation is not null) return _firstActivation;
        var relu = _members.FirstOrDefault(m => m.Attributes.Length == 1 && m.Attributes[0].Name == "ReLU");
        return _firstActivation = relu is null ? null : _sources.First(s => s.Name == relu.Property);
    }

    /// <summary>Layers that some uses lack: one nullable member each, present by a parameter.</summary>
    private void AddOptional(Column column, Source source, string? mark, string? otherwise)
    {
        var present = _table.Own("Has" + Identifiers.Pascal(column.Name), "bool", "false", [.. column.Parts.Select(p => (long?)(p is null ? 0 : 1))]);
        var first = "";
        for (var k = 0; k < column.Sample.Layers.Length; k++)
        {
            var name = column.Kind == PartKind.Sequence ? FormattableString.Invariant($"{column.Name}.{column.Sample.Numbers[k]}") : column.Name;
            var property = column.Kind == PartKind.Sequence ? _names.Take(name) : _properties[column];
            var layer = LayerOf(column, k, k == 0 ? GroupsFrom(column.Row(0, l => l.In), column.Row(0, l => l.Out), source.Width.Values) : GroupsInside(column, k));
            var when = new List<ArgumentText> { new("When", Constant.Of(k == 0 ? present : first)) };
            // Where it is absent, what it would have read goes on.
            if (k == 0 && otherwise is not null) when.Add(new ArgumentText("Else", Constant.Of(otherwise), mark));
            layer = layer with { Arguments = [.. layer.Arguments, .. when] };
            var width = new Width([.. column.Row(k, l => l.Out).Select((v, i) => v ?? source.Width.Values[i])], source.Width.IsMap);
            Add(property, column.Sample.Layers[k].Kind + "?", [layer], name, k == 0 ? source : _current, k == 0 ? mark : null, width);
            if (k == 0) first = property;
        }
    }

    /// <summary>The sum at the end of a residual block.</summary>
    private void AddJoin()
    {
        if (_residual is null)
        {
            AddConcat(_wanted);
            return;
        }

        var ways = _arounds.Count > 0 ? _arounds : [_sources[0]];
        var fits = _current.Width.Values.Select((v, i) => ways.All(w => w.Width.Values[i] == v)).ToList();
        if (!fits.Contains(true)) return;
        var arguments = new List<ArgumentText> { Inputs(ways.Prepend(_current)) };
        // Where no way around has the width, there is no sum (or one that leaves no trace in the state_dict).
        if (fits.Contains(false)) arguments.Add(new ArgumentText("When", Constant.Of(JoinCondition(fits))));
        var sum = Guess("Add", "join", [.. arguments]);
        _previous = _current;
        _members.Add(new MemberText(_names.Take("Sum"), fits.Contains(false) ? "Activation?" : "Activation", [sum]));
        _current = _previous = new Source(_members[^1].Property, _current.Width);
        if (!_residual.IsPreActivated) AddGuess("Relu", Guess("ReLU", "activation"));
    }

    /// <summary>Puts the current member beside the branches before it, or beside the block's input, where that makes the channels that are read next.</summary>
    private bool AddConcat(ImmutableArray<long?> wanted)
    {
        if (!_current.Width.IsMap || !_sources[0].Width.IsMap || !wanted.Zip(_current.Width.Values).Any(w => w.First > w.Second)) return false;
        foreach (var ways in new List<Source>[] { [.. _branches, _current], [_sources[0], _current] })
        {
            var sum = new Width([.. wanted.Select((_, i) => ways.Sum(w => w.Width.Values[i]))], true);
            if (ways.Count < 2 || ways.Distinct().Count() < ways.Count || !sum.Fits(new Width(wanted, true))) continue;
            var property = _names.Take("Joined");
            _members.Add(new MemberText(property, "Activation", [Guess("Concat", "join", Inputs(ways))]));
            _current = _previous = new Source(property, sum);
            _sources.Add(_current);
            _branches.Clear();
            return true;
        }

        return false;
    }

    private static ArgumentText Inputs(IEnumerable<Source> sources) => new("Inputs", Constant.Of(sources.Select(s => s.Name).ToEquatable()));

    private string JoinCondition(List<bool> fits) =>
        _table.Own("HasSum", "bool", "false", [.. fits.Select(f => (long?)(f ? 1 : 0))]);

    private void AddStemPool()
    {
        _stemIsDue = false;
        _downsamplings++;
        AddGuess("Maxpool", Guess("MaxPool2d", "pooling", new ArgumentText("Kernel", Constant.Of(3)), new ArgumentText("Stride", Constant.Of(2)), new ArgumentText("Padding", Constant.Of(1))));
    }

    /// <summary>From map to vector: pooled to the size that the weights of what follows ask for.</summary>
    private void AddFlatten(Width need)
    {
        var pool = PoolBefore(need.Values, _current.Width.Values);
        if (pool is not null) AddGuess("Pool", pool);
        var wanted = need.Values.Distinct().ToList();
        var isKnown = wanted is [not null] && (pool is not null || FeaturesFit(need));
        if (!isKnown) AddComment($"FILL: pooling: the layer after Flatten reads {string.Join(", ", wanted)} features.");
        ImmutableArray<ArgumentText> expect = isKnown ? [new ArgumentText("Expect", Constant.Of(Number(wanted[0]!.Value)))] : [];
        AddGuess("Flat", new AttributeText("Flatten", expect), need);
    }

    private bool FeaturesFit(Width need) => _isNetwork && _members.Count == 0 && need.Values.Length == 1;

    /// <summary>The pooling that makes so many features of so many channels; null where there is none.</summary>
    private AttributeText? PoolBefore(ImmutableArray<long?> features, ImmutableArray<long?> channels)
    {
        var sizes = features.Zip(channels).Select(p => p is { First: { } f, Second: { } c } && f % c == 0 ? f / c : 0).Distinct().ToList();
        if (sizes is not [> 0] || (_isNetwork && _members.Count == 0)) return null;
        if (sizes[0] == 1) return Guess("GlobalAvgPool2d", "pooling");
        var height = (long)Math.Sqrt(sizes[0]);
        while (sizes[0] % height != 0) height--;
        return Guess("AdaptiveAvgPool2d", "pooling", new ArgumentText("Size", Size(height, sizes[0] / height)));
    }

    private void AddUnknown(Column column)
    {
        var tensors = column.Sample.Layers[0].Tensors.Select(t => $"{Layer.Leaf(t.Name)} [{string.Join(", ", t.Shape)}]").ToList();
        var shown = string.Join(", ", tensors.Take(8)) + (tensors.Count > 8 ? ", ..." : "");
        var kinds = LayerKeys.KindsWith(column.Sample.Layers[0].Tensors);
        var remedy = kinds.Count switch
        {
            0 => "no layer of the language has such keys. Write it as [Module(\"CxHxW\")] with a module of your own.",
            1 => $"{kinds[0]} has such keys. Write it where the model calls it.",
            _ => $"{string.Join(", ", kinds.SkipLast(1))} and {kinds[^1]} have such keys. Write the one that the model calls.",
        };
        AddComment($"FILL: layer: {(column.Name.Length == 0 ? "the module itself" : column.Name)} has {shown}; {remedy}");
    }

    private void AddVectorNorm(Column column) =>
        AddComment($"FILL: layer: {column.Name} normalises vectors (BatchNorm1d), which the language lacks. Write it as [Module(\"F\")] with a module of your own.");

    private void AddComment(string text) => _members.Add(new MemberText("", "", [], text));
}
