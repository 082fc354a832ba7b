using System.Collections.Generic;

namespace Fmt.Graph;

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
