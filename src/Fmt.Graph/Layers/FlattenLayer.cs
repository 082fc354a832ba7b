using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Flatten</c>.</summary>
internal sealed class FlattenLayer : LayerKind
{
    public override string Name => "Flatten";

    public override IReadOnlyList<Parameter> Parameters => [];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => Inference.Vector(inputs[0].Shape.Elements);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.flatten(1)";

    public override string Describe(LayerArguments a) => "flatten";
}
