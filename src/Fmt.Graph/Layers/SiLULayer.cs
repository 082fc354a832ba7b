using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.SiLU</c>.</summary>
internal sealed class SiLULayer() : MethodActivation("silu")
{
    public override string Name => "SiLU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [InPlace];
}
