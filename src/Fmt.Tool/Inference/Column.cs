using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>One part of a class in all its uses; null where a use lacks it.</summary>
internal sealed record Column(string Name, ImmutableArray<Part?> Parts, Ends Network)
{
    public Part Sample { get; } = Parts.First(p => p is not null)!;

    public PartKind Kind => Sample.Kind;

    /// <summary>Its name as the language writes it.</summary>
    public string StateName => Sample.Run?.Template ?? Run.Escaped(Name);

    /// <summary>What its property is called after: a run by its text and, where these are constant, its numbers.</summary>
    public string Title => Sample.Run is not { } run ? Name
        : run.Prefix.Length > 0 && run.Prefix[^1] != '.' ? run.Prefix
        : Row(p => p.Blocks.Length).Distinct().Count() > 1 ? FormattableString.Invariant($"{run.Prefix}{run.First}")
        : FormattableString.Invariant($"{run.Prefix}{run.First}To{run.First + Sample.Blocks.Length - 1}");

    /// <summary>The dotted names of the first and the last module in it.</summary>
    public (string First, string Last) Ends => Sample.Run is not { } run ? (Name, Name)
        : (FormattableString.Invariant($"{run.Prefix}{run.First}"), FormattableString.Invariant($"{run.Prefix}{run.First + Sample.Blocks.Length - 1}"));

    /// <summary>Whether its layers say what it reads and gives.</summary>
    public bool IsMain => Kind != PartKind.Other && !Sample.IsScale;

    public bool IsOptional => Parts.Any(p => p is null);

    public Layer? FirstLayer => Kind is PartKind.Layer or PartKind.Sequence ? Sample.Layers[0] : null;

    public bool HasConv => Sample.Layers.Any(l => l.Kind == LayerForm.Conv2d);

    /// <summary>Whether a batch norm follows a Linear inside: BatchNorm1d, which the language lacks.</summary>
    public bool NormsVectors => Sample.Layers.Zip(Sample.Layers.Skip(1)).Any(p => p is { First.Kind: LayerForm.Linear, Second.Kind: LayerForm.BatchNorm2d });

    /// <summary>Whether the first layer is a norm.</summary>
    public bool BeginsWithNorm => Kind is PartKind.Block or PartKind.Stage ? Sample.Blocks[0].Class.Facts!.BeginsWithNorm : Sample.Layers[0].Kind is LayerForm.BatchNorm2d or LayerForm.LayerNorm;

    /// <summary>What it must read.</summary>
    public Width Need => Kind is PartKind.Block or PartKind.Stage
        ? new Width(Row(p => p.Blocks[0].Class.Facts!.Input.Values[p.Blocks[0].Index]), Sample.Blocks[0].Class.Facts!.Input.IsMap)
        : new Width(Row(p => Reads(p.Layers[0])), Sample.Layers[0].Kind != LayerForm.Linear);

    /// <summary>What it gives.</summary>
    public Width Output => Kind is PartKind.Block or PartKind.Stage
        ? new Width(Row(p => p.Blocks[^1].Class.Facts!.Output.Values[p.Blocks[^1].Index]), Sample.Blocks[^1].Class.Facts!.Output.IsMap)
        : new Width(Row(p => p.Layers[^1].Out), Sample.Layers[^1].Kind != LayerForm.Linear || Sample.PermutedAt >= 0);

    /// <summary>A number of each use.</summary>
    public ImmutableArray<long?> Row(Func<Part, long?> value) => [.. Parts.Select(p => p is null ? null : value(p))];

    /// <summary>A number of each use's k-th layer.</summary>
    public ImmutableArray<long?> Row(int k, Func<Layer, long> value) => Row(p => value(p.Layers[k]));

    private long Reads(Layer layer) => layer.IsDepthwise && layer.Path != Network.Stem ? layer.Out : layer.In;
}
