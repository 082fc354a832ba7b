using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ReLU6</c>.</summary>
internal sealed class ReLU6Layer() : MethodActivation("relu6")
{
    public override string Name => "ReLU6";

    public override IReadOnlyList<Parameter> Parameters { get; } = [InPlace];

    public override bool SavesOutput(LayerArguments a) => true;
}
