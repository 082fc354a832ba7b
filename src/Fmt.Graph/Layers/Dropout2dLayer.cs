using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Dropout2d</c>.</summary>
internal sealed class Dropout2dLayer : TrainingOnlyLayer
{
    public override string Name => "Dropout2d";

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.RandomOperators.Dropout2d({inputs[0]}, {CSharp.Of(a.Double("P"))}, training, f.Generator)";

    public override string Describe(LayerArguments a) => $"dropout {P(a)} of whole maps";
}
