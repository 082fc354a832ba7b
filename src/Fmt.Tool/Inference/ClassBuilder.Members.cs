using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Reading;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

internal sealed partial class ClassBuilder
{
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
        attributes[0] = attributes[0].Uncalled();
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

    private void AddProblem(string? problem)
    {
        if (problem is not null) AddComment($"FILL: problem: joined as guessed this gives {problem}; so its parts stand one behind another here.");
    }
}
