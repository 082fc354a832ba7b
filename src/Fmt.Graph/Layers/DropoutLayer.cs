using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Dropout</c>.</summary>
internal sealed class DropoutLayer : TrainingOnlyLayer
{
    public override string Name => "Dropout";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.Operators.Dropout({inputs[0]}, {CSharp.Of(a.Double("P"))}, training, f.Generator)";

    public override string Describe(LayerArguments a) => "dropout " + P(a);
}
