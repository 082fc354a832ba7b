using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>torchvision's <c>StochasticDepth</c>.</summary>
internal sealed class StochasticDepthLayer : TrainingOnlyLayer
{
    public override string Name => "StochasticDepth";

    public override IReadOnlyList<Parameter> Parameters { get; } = [new("P", ParameterKind.Double, null, 0, 1), Parameter.Text("Mode", "row", "row", "batch")];

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.RandomOperators.StochasticDepth({inputs[0]}, {CSharp.Of(a.Double("P"))}, perImage: {CSharp.Of(a.Text("Mode") == "row")}, training, f.Generator)";

    public override string Describe(LayerArguments a) => $"stochastic depth {P(a)}";
}
