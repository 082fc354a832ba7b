using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>What the joins share.</summary>
internal abstract class JoinLayer : LayerKind
{
    public override bool IsJoin => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [new("Inputs", ParameterKind.Members)];

    /// <summary>The argument that names an input.</summary>
    protected static string At(IReadOnlyList<Source> inputs, Source input) => "Inputs#" + CSharp.Of(inputs.ToList().IndexOf(input));
}

/// <summary>Element-wise sum.</summary>
internal sealed class AddLayer : JoinLayer
{
    public override string Name => "Add";

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var other = inputs.FirstOrDefault(i => i.Shape != inputs[0].Shape);
        return other.Shape is null
            ? inputs[0].Shape
            : Inference.Wrong(ProblemKind.JoinDisagrees, At(inputs, other), "add", inputs[0].Name, inputs[0].Shape, other.Name, other.Shape);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        inputs.Count == 2 ? $"{inputs[0]} + {inputs[1]}" : $"global::Fmt.Modules.Operators.Sum([{string.Join(", ", inputs)}])";

    public override string? ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        inputs.Count == 2 ? $"{inputs[0]}.add_({inputs[1]})" : null;

    public override string Describe(LayerArguments a) => "sum";
}

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

/// <summary>Concatenation along the channels.</summary>
internal sealed class ConcatLayer : JoinLayer
{
    public override string Name => "Concat";

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var first = inputs[0];
        var other = inputs.FirstOrDefault(i =>
            i.Shape.IsMap != first.Shape.IsMap || (i.Shape.IsMap && (i.Shape.Height != first.Shape.Height || i.Shape.Width != first.Shape.Width)));
        if (other.Shape is not null) return Inference.Wrong(ProblemKind.ConcatDisagrees, At(inputs, other), first.Name, first.Shape, other.Name, other.Shape);
        var channels = inputs.Sum(i => (long)i.Shape.Channels);
        return first.Shape.IsMap ? Inference.Map(channels, first.Shape.Height, first.Shape.Width) : Inference.Vector(channels);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"global::TorchSharp.torch.cat([{string.Join(", ", inputs)}], 1)";

    public override string Describe(LayerArguments a) => "concatenation";
}
