using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Numerics;
using Fmt.Graph;
using Fmt.Tool.Reading;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Inference;

internal sealed partial class ClassBuilder
{
    /// <summary>The layers of a layer or sequence; a sequence's missing numbers are layers without weights.</summary>
    private IEnumerable<AttributeText> LayersOf(Column column, string? groups)
    {
        var layers = column.Sample.Layers;
        for (var k = 0; k < layers.Length; k++)
        {
            if (column.Kind == PartKind.Sequence)
                foreach (var gap in Gap(column, k)) yield return gap;
            yield return LayerOf(column, k, k == 0 ? groups : GroupsInside(column, k));
        }

        if (column.Sample.PermutedAt >= 0) yield return Permute("NCHW");
    }

    private AttributeText LayerOf(Column column, int k, string? groups)
    {
        var layer = column.Sample.Layers[k];
        var outputs = layer.Path == _ends.Final ? "Classes" : layer.Kind is LayerForm.BatchNorm2d or LayerForm.LayerNorm ? "" : _table.Number(column.Row(k, l => l.Out));
        return layer.Kind switch
        {
            LayerForm.Linear => AttributeText.Of("Linear", [new ArgumentText("Features", Value(outputs)), .. Bias(layer)]),
            LayerForm.LayerNorm => Guess(IsOnVectors(column, k) ? "LayerNorm" : "LayerNorm2d", "layer"),
            LayerForm.BatchNorm2d => new AttributeText("BatchNorm2d", layer.Affine ? [] : [new ArgumentText("Affine", Constant.Of(false))]),
            _ => AttributeText.Of("Conv2d", [new ArgumentText("Channels", Value(outputs)), .. ConvolutionOf(column, layer, groups), .. Bias(layer)]),
        };
    }

    private static AttributeText Permute(string to) => Guess("Permute", "layer", new ArgumentText("To", Constant.Of(to)));

    /// <summary>Whether a layer reads vectors, or maps whose channels are last.</summary>
    private bool IsOnVectors(Column column, int k) => column.Sample.PermutedAt is >= 0 and var at
        ? k >= at
        : k == 0 ? !_current.Width.IsMap : column.Sample.Layers.Take(k).Any(l => l.Kind == LayerForm.Linear) || !_current.Width.IsMap;

    private IEnumerable<ArgumentText> ConvolutionOf(Column column, Layer layer, string? groups)
    {
        var (height, width) = (layer.KernelHeight, layer.KernelWidth);
        if (height * width > 1) yield return new ArgumentText("Kernel", Size(height, width));
        if (StrideOf(column, layer) is { } stride) yield return stride;
        if (height * width > 1) yield return new ArgumentText("Padding", Patch(layer) > 1 ? Constant.Of(0) : Size((height - 1) / 2, (width - 1) / 2), "padding");
        if (groups is not null) yield return new ArgumentText("Groups", Value(groups), "groups");
    }

    private ArgumentText? StrideOf(Column column, Layer layer)
    {
        var isStem = layer.Path == _ends.Stem && layer.KernelHeight == 7;
        _downsamplings += isStem ? 1 : BitOperations.Log2((uint)Patch(layer));
        if (_residual is null || !Strides(column, layer))
            return Residual.IsWide(layer) ? new ArgumentText("Stride", Constant.Of(isStem ? 2 : Patch(layer)), "stride") : null;
        var stride = _table.Own(ParameterTable.Stride, "int", "1", _residual.Strides);
        // The parameter is marked where it is given.
        return new ArgumentText("Stride", Value(stride), stride.All(char.IsAsciiDigit) ? "stride" : null);
    }

    /// <summary>An even kernel cuts the maps into patches: no padding centres it.</summary>
    private static int Patch(Layer layer) => layer.KernelHeight == layer.KernelWidth && layer.KernelHeight % 2 == 0 ? (int)layer.KernelHeight : 1;

    private bool Strides(Column column, Layer layer)
    {
        if (_residual!.Shortcuts.Contains(column)) return layer == column.Sample.Layers.First(l => l.Kind == LayerForm.Conv2d);
        if (column != _residual.Strided) return false;
        return layer == (column.Sample.Layers.FirstOrDefault(Residual.IsWide) ?? column.Sample.Layers.First(l => l.Kind == LayerForm.Conv2d));
    }

    private static IEnumerable<ArgumentText> Bias(Layer layer) => layer.Bias ? [] : [new ArgumentText("Bias", Constant.Of(false))];

    private static Constant Size(long height, long width) =>
        height == width ? Value(Number(height)) : Constant.Of(FormattableString.Invariant($"{height}x{width}"));

    /// <summary>Groups of a convolution behind another layer of its sequence: told by the widths, save where an edge goes elsewhere.</summary>
    private string? GroupsInside(Column column, int k)
    {
        if (column.Sample.Layers[k].Kind != LayerForm.Conv2d) return null;
        return GroupsFrom(column.Row(k, l => l.In), column.Row(k, l => l.Out), column.Row(k - 1, l => l.Out));
    }

    private string? GroupsFrom(ImmutableArray<long?> perGroup, ImmutableArray<long?> outputs, ImmutableArray<long?> inputs)
    {
        var groups = new long?[inputs.Length];
        for (var i = 0; i < groups.Length; i++)
        {
            if (perGroup[i] is not { } part || outputs[i] is not { } all || inputs[i] is not { } whole) continue;
            if (whole % part != 0 || all % (whole / part) != 0) return null;
            groups[i] = whole / part;
        }

        return groups.All(g => g is null or 1) ? null : _table.Number([.. groups]);
    }

    /// <summary>What stands in a sequence before its k-th layer with weights: as many layers as numbers are missing.</summary>
    private List<AttributeText> Gap(Column column, int k)
    {
        var (layers, numbers) = (column.Sample.Layers, column.Sample.Numbers);
        var missing = k == 0 ? numbers[0] : numbers[k] - numbers[k - 1] - 1;
        if (k > 0 && k == column.Sample.PermutedAt) return [Permute("NHWC")];
        var toLinear = layers[k].Kind == LayerForm.Linear;
        var fromMap = k > 0 && layers[k - 1].Kind != LayerForm.Linear && column.Sample.PermutedAt < 0;
        var gap = new List<AttributeText>();
        if (toLinear && fromMap) return FlattenGap(column, k, missing);
        if (k == 0 && toLinear) gap.Add(Guess("Dropout", "dropout"));
        gap.Add(Guess("ReLU", "activation"));
        if (!toLinear && k > 0)
        {
            if (missing > 1) _downsamplings++;
            gap.Add(Guess("MaxPool2d", "pooling", new ArgumentText("Kernel", Constant.Of(2))));
        }

        while (gap.Count < missing) gap.Add(Guess("Dropout", "dropout or another layer", new ArgumentText("P", Constant.Of(gap.Count > 3 || !toLinear && k == 0 ? 0.0 : 0.5))));
        return gap.GetRange(0, missing);
    }

    private List<AttributeText> FlattenGap(Column column, int k, int missing)
    {
        if (missing == 0) return [];
        var gap = new List<AttributeText>();
        if (missing > 2) gap.Add(Guess("ReLU", "activation"));
        if (missing > 1 && PoolBefore(column.Row(k, l => l.In), column.Row(k - 1, l => l.Out)) is { } pool) gap.Add(pool);
        gap.Add(Guess("Flatten", "pooling"));
        while (gap.Count < missing) gap.Add(Guess("Dropout", "dropout or another layer", new ArgumentText("P", Constant.Of(0.0))));
        return gap;
    }
}
