using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ReLU</c>.</summary>
internal sealed class ReLULayer() : MethodActivation("relu")
{
    public override string Name => "ReLU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [InPlace];

    public override bool SavesOutput(LayerArguments a) => true;
}
