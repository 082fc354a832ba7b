using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary><c>torch.nn.LayerNorm</c> over the last axes.</summary>
internal sealed class LayerNormLayer : LayerKind
{
    public override string Name => "LayerNorm";

    public override string ModuleType => "global::TorchSharp.Modules.LayerNorm";

    public override IReadOnlyList<Parameter> Parameters { get; } =
        [Parameter.Double("Eps", 1e-5, min: 0), Parameter.Bool("ElementwiseAffine", true), Parameter.Bool("Bias", true), Parameter.Int("Dims", 1)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (shape, dims) = (inputs[0].Shape, a.Int("Dims"));
        if (dims > shape.Dims.Count)
            return Inference.Wrong(ProblemKind.BadArgument, "Dims", $"Dims = {CSharp.Of(dims)}", $"is more than the {CSharp.Of(shape.Dims.Count)} of '{inputs[0].Name}' ({shape})");
        return shape.IsMap && dims == 1
            ? Inference.Wrong(ProblemKind.BadArgument, "", "The input", $"is maps CxHxW ('{inputs[0].Name}' gives {shape}), whose last axis is the width: use [LayerNorm2d] to normalise over the channels, or Dims = 3 over the whole map")
            : shape;
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input)
    {
        if (!a.Bool("ElementwiseAffine")) return [];
        var axes = Axes(a, input);
        return a.Bool("Bias") ? WeightEntry.ScaleAndShift(axes) : [WeightEntry.Of("weight", axes)];
    }

    private static int[] Axes(LayerArguments a, Shape input) => input.Dims.Skip(input.Dims.Count - a.Int("Dims")).ToArray();

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.LayerNorm(new long[] {{ {string.Join(", ", Axes(a, input).Select(CSharp.Of))} }}, eps: {CSharp.Of(a.Double("Eps"))}, "
        + $"elementwise_affine: {CSharp.Of(a.Bool("ElementwiseAffine"))}, bias: {CSharp.Of(a.Bool("Bias"))})";

    public override string Describe(LayerArguments a) => "layer normalisation";
}
