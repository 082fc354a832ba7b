using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>torchvision's <c>LayerNorm2d</c>: over the channels of every place.</summary>
internal sealed class LayerNorm2dLayer : LayerKind
{
    public override string Name => "LayerNorm2d";

    public override string ModuleType => "global::TorchSharp.Modules.LayerNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("Eps", 1e-5, min: 0), Parameter.Bool("ElementwiseAffine", true)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) =>
        a.Bool("ElementwiseAffine") ? WeightEntry.ScaleAndShift(input.Channels) : [];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.LayerNorm({CSharp.Of(input.Channels)}L, eps: {CSharp.Of(a.Double("Eps"))}, elementwise_affine: {CSharp.Of(a.Bool("ElementwiseAffine"))})";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"global::Fmt.Modules.MapOperators.OverChannels({module}, {inputs[0]})";

    public override string Describe(LayerArguments a) => "layer normalisation over the channels";
}
