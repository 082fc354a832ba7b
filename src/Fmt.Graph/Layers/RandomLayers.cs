using System.Collections.Generic;
using System.Globalization;

namespace Fmt.Graph;

/// <summary>A layer that changes its input in training only, by random numbers; in evaluation it passes it on.</summary>
internal abstract class TrainingOnlyLayer : PointwiseLayer
{
    public override bool Aliases => true;

    protected static string P(LayerArguments a) => a.Double("P").ToString("R", CultureInfo.InvariantCulture);
}

/// <summary><c>torch.nn.Dropout</c>.</summary>
internal sealed class DropoutLayer : TrainingOnlyLayer
{
    public override string Name => "Dropout";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("P", 0.5, 0, 1)];

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.Operators.Dropout({inputs[0]}, {CSharp.Of(a.Double("P"))}, training, Generator)";

    public override string Describe(LayerArguments a) => "dropout " + P(a);
}

/// <summary><c>torch.nn.Dropout2d</c>.</summary>
internal sealed class Dropout2dLayer : TrainingOnlyLayer
{
    public override string Name => "Dropout2d";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("P", 0.5, 0, 1)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.RandomOperators.Dropout2d({inputs[0]}, {CSharp.Of(a.Double("P"))}, training, Generator)";

    public override string Describe(LayerArguments a) => $"dropout {P(a)} of whole maps";
}

/// <summary>torchvision's <c>StochasticDepth</c>.</summary>
internal sealed class StochasticDepthLayer : TrainingOnlyLayer
{
    public override string Name => "StochasticDepth";

    public override IReadOnlyList<Parameter> Parameters { get; } = [new("P", ParameterKind.Double, null, 0, 1), Parameter.Text("Mode", "row", "row", "batch")];

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.RandomOperators.StochasticDepth({inputs[0]}, {CSharp.Of(a.Double("P"))}, perImage: {CSharp.Of(a.Text("Mode") == "row")}, training, Generator)";

    public override string Describe(LayerArguments a) => $"stochastic depth {P(a)}";
}
