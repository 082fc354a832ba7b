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
    // Repeating a few channels to as many as are wanted stays readable.
    private const int MostCopies = 64;

    private readonly Dictionary<Column, Source> _read = [];
    private Source? _firstActivation;
    private bool _stemIsDue;

    /// <summary>What a part reads: the current member where the widths agree (by groups, if need be), else the last one that fits.</summary>
    private (Source Source, string? Groups, string? Mark) FindSource(Column column)
    {
        var need = column.Need;
        if (SourceOfTwin(column) is { } twins) return Branch(twins);
        if (column.FirstLayer is { Kind: LayerForm.Conv2d } && _current.Width.IsMap)
        {
            var perGroup = column.Row(0, l => l.In);
            if (need.Fits(_current.Width) && !column.FirstLayer.IsDepthwise) return (_current, null, null);
            var mayBeGrouped = column.FirstLayer.IsDepthwise || (Residual.IsWide(column.FirstLayer) && !_sources.Any(s => need.Fits(s.Width)));
            if (mayBeGrouped && GroupsFrom(perGroup, column.Row(0, l => l.Out), _current.Width.Values) is { } groups) return (_current, groups, null);
        }

        if (need.Fits(_current.Width) || (!_isPlain && AddConcat(need.Values))) return (_current, null, null);
        if (!_isPlain && _sources.LastOrDefault(s => need.Fits(s.Width)) is { } other) return Branch(other);
        // Behind a vector there are no maps again: what is read are those before it.
        if (need.IsMap && !_current.Width.IsMap && _sources.LastOrDefault(s => s.Width.IsMap) is { } maps) _current = maps;
        if (!need.Fits(_current.Width)) AddFitted(column);
        return (_current, null, "problem");
    }

    private (Source Source, string? Groups, string? Mark) Branch(Source source)
    {
        _branches.Add(_current);
        return (source, null, "edge");
    }

    /// <summary>The member that a part's twin reads, where names and kernels say that the two stand side by side: <c>conv_2a</c> of 1x3 and <c>conv_2b</c> of 3x1.</summary>
    private Source? SourceOfTwin(Column column)
    {
        if (_isPlain || column.Name.Length < 2 || column.Name[^1] != 'b') return null;
        var twin = _columns.FirstOrDefault(c => c.Name == column.Name[..^1] + 'a');
        if (twin is null || !AreTurned(twin.Sample.First, column.Sample.First) || !_read.TryGetValue(twin, out var source)) return null;
        return column.Need.Fits(source.Width) && source != _current ? source : null;
    }

    private static bool AreTurned(Layer one, Layer other) =>
        one.KernelHeight != one.KernelWidth && (one.KernelHeight, one.KernelWidth) == (other.KernelWidth, other.KernelHeight);

    /// <summary>Where no member gives what a part reads: channels that make the declaration compile with the file's weights, and say so.</summary>
    private void AddFitted(Column column)
    {
        var need = column.Need;
        var wanted = string.Join(", ", need.Values.Where(v => v is not null).Distinct());
        AddComment($"FILL: edge: {column.Ends.First} reads {wanted} {(need.IsMap ? "channels" : "features")}, which no member before it gives; join members or set From.");
        if (need.IsMap != _current.Width.IsMap || need.Values.Concat(_current.Width.Values).Any(v => v is null)) return;
        var copies = need.Values.Zip(_current.Width.Values).Max(w => (w.First!.Value + w.Second!.Value - 1) / w.Second.Value);
        if (copies > MostCopies) return;
        var repeated = _current.Width with { Values = [.. _current.Width.Values.Select(v => v * copies)] };
        if (copies > 1) AddJoined("Repeated", "Activation", Guess("Concat", "problem", Inputs(Enumerable.Repeat(_current, (int)copies))), repeated);
        if (!need.Fits(_current.Width))
            AddGuess("Fitted", Guess("Slice", "problem", new ArgumentText("Start", Constant.Of(0)), new ArgumentText("Length", Value(_table.Number(need.Values)))), need);
    }

    /// <summary>An activation follows every layer with weights but the last, a convolution before its batch norm, and what goes into a sum.</summary>
    private bool WantsActivation(Column column, Column? next)
    {
        if (column.Kind is PartKind.Block or PartKind.Stage) return false;
        if (column.Sample.Layers[^1].Path == _ends.Final || column.Sample.Layers[^1].Kind == LayerForm.LayerNorm) return false;
        // A block that begins with batch norm and activation leaves the next one to the block after it; an excitation has its own.
        if (next is null) return !_isExcitation && _residual is null or { Form: ResidualForm.Halves } && (_isNetwork || !_columns.First(c => c.IsMain).BeginsWithNorm);
        var isNormed = column.Sample.Layers[^1].Kind == LayerForm.Conv2d && next.BeginsWithNorm && next.Need.Fits(column.Output);
        return !isNormed;
    }

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
        if (pool is not null) AddLastPool(pool);
        var wanted = need.Values.Distinct().ToList();
        var isKnown = wanted is [not null] && (pool is not null || FeaturesFit(need));
        if (!isKnown) AddComment($"FILL: pooling: the layer after Flatten reads {string.Join(", ", wanted)} features.");
        if (pool is null && !isKnown && need.Values.Concat(_current.Width.Values).All(v => v is not null))
        {
            // No pooling makes so many of these channels: one number for each, to be fitted.
            AddLastPool(Guess("GlobalAvgPool2d", "problem"));
            AddGuess("Flat", Guess("Flatten", "problem"), _current.Width with { IsMap = false });
            return;
        }

        ImmutableArray<ArgumentText> expect = isKnown ? [new ArgumentText("Expect", Constant.Of(Number(wanted[0]!.Value)))] : [];
        AddGuess("Flat", new AttributeText("Flatten", expect, isKnown ? null : "pooling"), need);
    }

    /// <summary>A pooling that only the Flatten behind it reads: maps that are looked for later are those before it.</summary>
    private void AddLastPool(AttributeText pool)
    {
        AddGuess("Pool", pool);
        _sources.RemoveAt(_sources.Count - 1);
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

    /// <summary>Whether a norm of pooled channels leads a sequence to its Linear, which has no number for the pooling (ConvNeXt's head).</summary>
    private bool PoolsBefore(Column column) =>
        _current.Width.IsMap && column is { Kind: PartKind.Sequence, Sample.Layers: [{ Kind: LayerForm.LayerNorm } norm, { Kind: LayerForm.Linear } linear, ..] }
        && linear.In == norm.Out && column.Sample.Numbers[1] == column.Sample.Numbers[0] + 2;

    private void AddUnknown(Column column) => AddComment(Unknown(column));

    private static string Unknown(Column column)
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
        return $"FILL: layer: {(column.Name.Length == 0 ? "the module itself" : column.Name)} has {shown}; {remedy}";
    }

    private void AddVectorNorm(Column column) =>
        AddComment($"FILL: layer: {column.Name} normalises vectors (BatchNorm1d), which the language lacks. Write it as [Module(\"F\")] with a module of your own.");

    private void AddComment(string text) => _members.Add(new MemberText("", "", [], text));
}
