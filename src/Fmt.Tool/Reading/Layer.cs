using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Fmt.Modules;

namespace Fmt.Tool.Reading;

/// <summary>A module without modules inside.</summary>
/// <param name="Out">Output channels or features; a norm's channels.</param>
/// <param name="In">Inputs as the weight has them: of a convolution per group.</param>
internal sealed record Layer(LayerForm Kind, string Path, long Out, long In, long KernelHeight, long KernelWidth, bool Bias, bool Affine, bool Tracks, ImmutableArray<StateEntry> Tensors)
{
    /// <summary>All that must agree for two layers to be one member of a block: everything but the widths.</summary>
    public string Signature => Kind == LayerForm.Other
        ? "Other " + string.Join(' ', Tensors.Select(t => Leaf(t.Name) + t.Shape.Length.ToString(CultureInfo.InvariantCulture)))
        : FormattableString.Invariant($"{Kind} {KernelHeight}x{KernelWidth} {Bias} {Affine} {Tracks} {IsDepthwise}");

    /// <summary>One input channel for each filter: only a convolution by groups has it, save on a grey picture.</summary>
    public bool IsDepthwise => Kind == LayerForm.Conv2d && In == 1 && Out > 1 && KernelHeight * KernelWidth > 1;

    /// <summary>Tells a layer by its tensors' names and shapes: one that the catalogue gives exactly these.</summary>
    public static Layer Of(string path, ImmutableArray<StateEntry> tensors)
    {
        var other = new Layer(LayerForm.Other, path, 0, 0, 0, 0, false, false, false, tensors);
        if (tensors.Any(t => t.Shape.Any(d => d is < 1 or > 1_000_000))) return other;
        var bias = Find(tensors, "bias") is not null;
        if (Find(tensors, "running_mean") is { Length: 1 } mean) return Norm(other, mean[0], bias);
        return Find(tensors, "weight") switch
        {
            { Length: 1 } w when bias && LayerKeys.Has("LayerNorm2d", Shape.Map((int)w[0], 1, 1), tensors) => other with { Kind = LayerForm.LayerNorm, Out = w[0], In = w[0], Bias = true, Affine = true },
            { Length: 2 } w when LayerKeys.Has("Linear", Shape.Vector((int)w[1]), tensors, ("Features", (int)w[0]), ("Bias", bias))
                => other with { Kind = LayerForm.Linear, Out = w[0], In = w[1], Bias = bias },
            { Length: 4 } w when LayerKeys.Has("Conv2d", Shape.Map((int)w[1], 1, 1), tensors, ("Channels", (int)w[0]), ("Kernel", new Size((int)w[2], (int)w[3])), ("Bias", bias))
                => other with { Kind = LayerForm.Conv2d, Out = w[0], In = w[1], KernelHeight = w[2], KernelWidth = w[3], Bias = bias },
            _ => other,
        };
    }

    /// <summary>A module's own tensors as a learned scale of maps; null where they are something else.</summary>
    public static Layer? Scale(ImmutableArray<StateEntry> tensors)
    {
        if (tensors is not [{ Shape: [>= 1 and <= 1_000_000, 1, 1] shape } tensor]) return null;
        return LayerKeys.Has("Scale", Shape.Map((int)shape[0], 1, 1), tensors) ? new Layer(LayerForm.Scale, tensor.Name, shape[0], shape[0], 0, 0, false, false, false, tensors) : null;
    }

    private static Layer Norm(Layer other, long channels, bool affine) =>
        LayerKeys.Has("BatchNorm2d", Shape.Map((int)channels, 1, 1), other.Tensors, ("Affine", affine))
            ? other with { Kind = LayerForm.BatchNorm2d, Out = channels, In = channels, Affine = affine, Tracks = true }
            : other;

    private static long[]? Find(ImmutableArray<StateEntry> tensors, string name) => tensors.FirstOrDefault(t => Leaf(t.Name) == name)?.Shape.ToArray();

    /// <summary>A key's last part.</summary>
    public static string Leaf(string key) => key[(key.LastIndexOf('.') + 1)..];
}
