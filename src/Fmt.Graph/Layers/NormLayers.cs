using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary><c>torch.nn.GroupNorm</c>.</summary>
internal sealed class GroupNormLayer : LayerKind
{
    public override string Name => "GroupNorm";

    public override string ModuleType => "global::TorchSharp.Modules.GroupNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Groups"), Parameter.Double("Eps", 1e-5, min: 0), Parameter.Bool("Affine", true)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        var (shape, groups) = (inputs[0].Shape, a.Int("Groups"));
        return shape.Channels % groups == 0
            ? shape
            : Inference.Wrong(ProblemKind.BadArgument, "Groups", $"Groups = {CSharp.Of(groups)}", $"must divide the {CSharp.Of(shape.Channels)} channels of '{inputs[0].Name}'");
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) =>
        a.Bool("Affine") ? [WeightEntry.Of("weight", input.Channels), WeightEntry.Of("bias", input.Channels)] : [];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::Fmt.Modules.Construction.GroupNorm({CSharp.Of(a.Int("Groups"))}, {CSharp.Of(input.Channels)}, eps: {CSharp.Of(a.Double("Eps"))}, affine: {CSharp.Of(a.Bool("Affine"))})";

    public override string Describe(LayerArguments a) => $"group normalisation, {CSharp.Of(a.Int("Groups"))} groups";
}

/// <summary><c>torch.nn.InstanceNorm2d</c>.</summary>
internal sealed class InstanceNorm2dLayer : LayerKind
{
    public override string Name => "InstanceNorm2d";

    public override string ModuleType => "global::TorchSharp.Modules.InstanceNorm2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Double("Eps", 1e-5, min: 0),
        Parameter.Double("Momentum", 0.1, 0, 1),
        Parameter.Bool("Affine", false),
        Parameter.Bool("TrackRunningStats", false),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        // One element has no spread; libtorch refuses it in training.
        return inputs[0].Shape is { Height: 1, Width: 1 }
            ? Inference.Wrong(ProblemKind.BadArgument, "", "The input", $"has maps of 1x1 ('{inputs[0].Name}'), which have no spread to normalise by")
            : inputs[0].Shape;
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) => Norms.Entries(a, input);

    public override string Construct(LayerArguments a, Shape input, Shape output) => $"global::TorchSharp.torch.nn.InstanceNorm2d({Norms.Arguments(a, input)})";

    public override string Describe(LayerArguments a) => "instance normalisation";
}

/// <summary><c>torch.nn.LayerNorm</c> over the last axes.</summary>
internal sealed class LayerNormLayer : LayerKind
{
    public override string Name => "LayerNorm";

    public override string ModuleType => "global::TorchSharp.Modules.LayerNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } =
        [Parameter.Double("Eps", 1e-5, min: 0), Parameter.Bool("ElementwiseAffine", true), Parameter.Bool("Bias", true), Parameter.Int("Dims", 1)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (shape, dims) = (inputs[0].Shape, a.Int("Dims"));
        if (dims > shape.Dims.Count)
            return Inference.Wrong(ProblemKind.BadArgument, "Dims", $"Dims = {CSharp.Of(dims)}", $"is more than the {CSharp.Of(shape.Dims.Count)} of '{inputs[0].Name}' ({shape})");
        return shape.IsMap && dims == 1
            ? Inference.Wrong(ProblemKind.BadArgument, "", "The input", $"is maps CxHxW ('{inputs[0].Name}' gives {shape}), whose last axis is the width: use [LayerNorm2d] to normalise over the channels, or Dims = 3 over the whole map")
            : shape;
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input)
    {
        if (!a.Bool("ElementwiseAffine")) yield break;
        var axes = Axes(a, input);
        yield return WeightEntry.Of("weight", axes);
        if (a.Bool("Bias")) yield return WeightEntry.Of("bias", axes);
    }

    private static int[] Axes(LayerArguments a, Shape input) => input.Dims.Skip(input.Dims.Count - a.Int("Dims")).ToArray();

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.LayerNorm(new long[] {{ {string.Join(", ", Axes(a, input).Select(CSharp.Of))} }}, eps: {CSharp.Of(a.Double("Eps"))}, "
        + $"elementwise_affine: {CSharp.Of(a.Bool("ElementwiseAffine"))}, bias: {CSharp.Of(a.Bool("Bias"))})";

    public override string Describe(LayerArguments a) => "layer normalisation";
}

/// <summary>torchvision's <c>LayerNorm2d</c>: over the channels of every place.</summary>
internal sealed class LayerNorm2dLayer : LayerKind
{
    public override string Name => "LayerNorm2d";

    public override string ModuleType => "global::TorchSharp.Modules.LayerNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("Eps", 1e-5, min: 0), Parameter.Bool("ElementwiseAffine", true)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) =>
        a.Bool("ElementwiseAffine") ? [WeightEntry.Of("weight", input.Channels), WeightEntry.Of("bias", input.Channels)] : [];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.LayerNorm({CSharp.Of(input.Channels)}L, eps: {CSharp.Of(a.Double("Eps"))}, elementwise_affine: {CSharp.Of(a.Bool("ElementwiseAffine"))})";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"global::Fmt.Modules.MapOperators.OverChannels({module}, {inputs[0]})";

    public override string Describe(LayerArguments a) => "layer normalisation over the channels";
}

/// <summary><c>torch.nn.LocalResponseNorm</c>.</summary>
internal sealed class LocalResponseNormLayer : LayerKind
{
    public override string Name => "LocalResponseNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } =
        [Parameter.Int("Size"), Parameter.Double("Alpha", 1e-4), Parameter.Double("Beta", 0.75), Parameter.Double("K", 1)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.local_response_norm({inputs[0]}, {CSharp.Of(a.Int("Size"))}, {CSharp.Of(a.Double("Alpha"))}, {CSharp.Of(a.Double("Beta"))}, {CSharp.Of(a.Double("K"))})";

    public override string Describe(LayerArguments a) => $"local response normalisation over {CSharp.Of(a.Int("Size"))} channels";
}

/// <summary>What batch and instance norm share.</summary>
internal static class Norms
{
    public static IEnumerable<WeightEntry> Entries(LayerArguments a, Shape input)
    {
        if (a.Bool("Affine"))
        {
            yield return WeightEntry.Of("weight", input.Channels);
            yield return WeightEntry.Of("bias", input.Channels);
        }

        if (a.Bool("TrackRunningStats"))
        {
            yield return WeightEntry.Of("running_mean", input.Channels) with { Trainable = false };
            yield return WeightEntry.Of("running_var", input.Channels) with { Trainable = false };
            yield return WeightEntry.Of("num_batches_tracked") with { Trainable = false, Counter = true };
        }
    }

    public static string Arguments(LayerArguments a, Shape input) =>
        $"{CSharp.Of(input.Channels)}, eps: {CSharp.Of(a.Double("Eps"))}, momentum: {CSharp.Of(a.Double("Momentum"))}, "
        + $"affine: {CSharp.Of(a.Bool("Affine"))}, track_running_stats: {CSharp.Of(a.Bool("TrackRunningStats"))}";
}
