using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ReLU</c>.</summary>
internal sealed class ReLULayer : LayerKind
{
    public override string Name => "ReLU";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Bool("InPlace", false)];

    public override bool SavesOutput(LayerArguments a) => true;

    public override bool ForcesInPlace(LayerArguments a) => a.Bool("InPlace");

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.relu()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.relu_()";

    public override string Describe(LayerArguments a) => "ReLU";
}
