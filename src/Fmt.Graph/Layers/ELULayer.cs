using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ELU</c>.</summary>
internal sealed class ELULayer : LayerKind
{
    public override string Name => "ELU";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("Alpha", 1), Parameter.Bool("InPlace", false)];

    // Its in-place form keeps the output.
    public override bool SavesOutput(LayerArguments a) => true;

    public override bool ForcesInPlace(LayerArguments a) => a.Bool("InPlace");

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.elu({inputs[0]}, {CSharp.Of(a.Double("Alpha"))}, false)";

    // Autograd cannot undo an in-place ELU with a negative slope, so there it stays out of place.
    public override string? ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        a.Double("Alpha") < 0 ? null : $"global::Fmt.Modules.Operators.EluInPlace({inputs[0]}, {CSharp.Of(a.Double("Alpha"))})";

    public override string Describe(LayerArguments a) => "ELU";
}
