using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Hardsigmoid</c>.</summary>
internal sealed class HardsigmoidLayer() : MethodActivation("hardsigmoid")
{
    public override string Name => "Hardsigmoid";

    public override IReadOnlyList<Parameter> Parameters { get; } = [InPlace];

    public override string Describe(LayerArguments a) => "hard sigmoid";
}
