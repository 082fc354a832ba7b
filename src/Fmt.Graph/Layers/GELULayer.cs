using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.GELU</c>.</summary>
internal sealed class GELULayer : PointwiseLayer
{
    public override string Name => "GELU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Text("Approximate", "none", "none", "tanh")];

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.gelu({inputs[0]}, global::TorchSharp.Modules.GELU.Approximate.{a.Text("Approximate")}, false)";

    public override string Describe(LayerArguments a) => a.Text("Approximate") == "tanh" ? "GELU by tanh" : Name;
}
