using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Identity</c>.</summary>
internal sealed class IdentityLayer : PointwiseLayer
{
    public override string Name => "Identity";

    public override bool Aliases => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.alias()";

    public override string Describe(LayerArguments a) => "identity";
}
