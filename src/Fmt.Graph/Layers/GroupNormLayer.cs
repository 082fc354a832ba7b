using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.GroupNorm</c>.</summary>
internal sealed class GroupNormLayer : LayerKind
{
    public override string Name => "GroupNorm";

    public override string ModuleType => "global::TorchSharp.Modules.GroupNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Groups"), Parameter.Double("Eps", 1e-5, min: 0), Parameter.Bool("Affine", true)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0]) ?? Inference.GroupsMustDivide(a.Int("Groups"), inputs[0]) ?? inputs[0].Shape;

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) =>
        a.Bool("Affine") ? WeightEntry.ScaleAndShift(input.Channels) : [];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::Fmt.Modules.Construction.GroupNorm({CSharp.Of(a.Int("Groups"))}, {CSharp.Of(input.Channels)}, eps: {CSharp.Of(a.Double("Eps"))}, affine: {CSharp.Of(a.Bool("Affine"))})";

    public override string Describe(LayerArguments a) => $"group normalisation, {CSharp.Of(a.Int("Groups"))} groups";
}
