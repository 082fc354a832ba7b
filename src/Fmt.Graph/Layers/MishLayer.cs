using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Mish</c>.</summary>
internal sealed class MishLayer : PointwiseLayer
{
    public override string Name => "Mish";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{CSharp.Functional}.mish({inputs[0]}, false)";
}
