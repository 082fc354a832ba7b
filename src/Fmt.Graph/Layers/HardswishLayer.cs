using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Hardswish</c>.</summary>
internal sealed class HardswishLayer() : MethodActivation("hardswish")
{
    public override string Name => "Hardswish";

    public override IReadOnlyList<Parameter> Parameters { get; } = [InPlace];

    public override string Describe(LayerArguments a) => "hard swish";
}
