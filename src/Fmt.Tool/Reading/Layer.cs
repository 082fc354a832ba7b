using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Modules;

namespace Fmt.Tool.Reading;

/// <summary>What the keys and shapes of a module tell of it.</summary>
internal enum LayerKind
{
    Conv2d,
    BatchNorm2d,
    Linear,

    /// <summary>Keys that no layer of the language has: LayerNorm, attention, bare parameters.</summary>
    Other,
}

/// <summary>A module without modules inside.</summary>
/// <param name="Out">Output channels or features; a norm's channels.</param>
/// <param name="In">Inputs as the weight has them: of a convolution per group.</param>
internal sealed record Layer(LayerKind Kind, string Path, long Out, long In, long KernelHeight, long KernelWidth, bool Bias, bool Affine, bool Tracks, ImmutableArray<StateEntry> Tensors)
{
    /// <summary>All that must agree for two layers to be one member of a block: everything but the widths.</summary>
    public string Signature => Kind == LayerKind.Other
        ? "Other " + string.Join(' ', Tensors.Select(t => Leaf(t.Name) + t.Shape.Length.ToString(CultureInfo.InvariantCulture)))
        : FormattableString.Invariant($"{Kind} {KernelHeight}x{KernelWidth} {Bias} {Affine} {Tracks} {IsDepthwise}");

    /// <summary>One input channel for each filter: only a convolution by groups has it, save on a grey picture.</summary>
    public bool IsDepthwise => Kind == LayerKind.Conv2d && In == 1 && Out > 1 && KernelHeight * KernelWidth > 1;

    /// <summary>Tells a layer by its tensors' names and shapes.</summary>
    public static Layer Of(string path, ImmutableArray<StateEntry> tensors)
    {
        var weight = Find(tensors, "weight");
        var bias = Find(tensors, "bias");
        var other = new Layer(LayerKind.Other, path, 0, 0, 0, 0, false, false, false, tensors);
        if (tensors.Any(t => t.Shape.Any(d => d is < 1 or > 1_000_000))) return other;
        if (Find(tensors, "running_mean") is { Length: 1 } mean) return Norm(other, mean[0], weight, bias);
        var biasFits = bias is null || (bias is { Length: 1 } b && weight is { Length: > 1 } w0 && b[0] == w0[0]);
        if (weight is not { Length: 2 or 4 } w || !biasFits || tensors.Length != (bias is null ? 1 : 2)) return other;
        return w.Length == 2
            ? other with { Kind = LayerKind.Linear, Out = w[0], In = w[1], Bias = bias is not null }
            : other with { Kind = LayerKind.Conv2d, Out = w[0], In = w[1], KernelHeight = w[2], KernelWidth = w[3], Bias = bias is not null };
    }

    private static Layer Norm(Layer other, long channels, long[]? weight, long[]? bias)
    {
        long[] width = [channels];
        var affine = weight is not null;
        var counter = Find(other.Tensors, "num_batches_tracked");
        var fits = Find(other.Tensors, "running_var") is { } variance && variance.SequenceEqual(width)
            && affine == bias is not null && (!affine || (weight!.SequenceEqual(width) && bias!.SequenceEqual(width)))
            && counter is null or { Length: 0 }
            && other.Tensors.Length == 2 + (affine ? 2 : 0) + (counter is null ? 0 : 1);
        return fits ? other with { Kind = LayerKind.BatchNorm2d, Out = channels, In = channels, Affine = affine, Tracks = true } : other;
    }

    private static long[]? Find(ImmutableArray<StateEntry> tensors, string name) => tensors.FirstOrDefault(t => Leaf(t.Name) == name)?.Shape.ToArray();

    /// <summary>A key's last part.</summary>
    public static string Leaf(string key) => key[(key.LastIndexOf('.') + 1)..];
}
