using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Element-wise sum.</summary>
internal sealed class AddLayer : JoinLayer
{
    public override string Name => "Add";

    public override bool SumsChannels => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var other = inputs.FirstOrDefault(i => i.Shape != inputs[0].Shape);
        return other.Shape is null
            ? inputs[0].Shape
            : Inference.Wrong(ProblemKind.JoinDisagrees, At(inputs, other), "add", inputs[0].Name, inputs[0].Shape, other.Name, other.Shape);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        inputs.Count == 2 ? $"{inputs[0]} + {inputs[1]}" : $"global::Fmt.Modules.Operators.Sum([{string.Join(", ", inputs)}])";

    public override bool HasInPlaceForm(LayerArguments a, int inputs) => inputs == 2;

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.add_({inputs[1]})";

    public override string Describe(LayerArguments a) => "sum";
}
