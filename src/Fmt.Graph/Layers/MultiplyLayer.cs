using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Element-wise product.</summary>
internal sealed class MultiplyLayer : JoinLayer
{
    public override string Name => "Multiply";

    // Both factors are kept for the backward pass, but not the product.
    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var full = inputs.FirstOrDefault(i => i.Shape.IsMap && (i.Shape.Height > 1 || i.Shape.Width > 1));
        var shape = full.Shape ?? inputs[0].Shape;
        var other = inputs.FirstOrDefault(i => i.Shape != shape && !(shape.IsMap && i.Shape == Shape.Map(shape.Channels, 1, 1)));
        return other.Shape is null
            ? shape
            : Inference.Wrong(ProblemKind.JoinDisagrees, At(inputs, other), "multiply", full.Name ?? inputs[0].Name, shape, other.Name, other.Shape);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        inputs.Count == 2 ? $"{inputs[0]} * {inputs[1]}" : $"global::Fmt.Modules.Operators.Product([{string.Join(", ", inputs)}])";

    public override string Describe(LayerArguments a) => "product";
}
