using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.PReLU</c>.</summary>
internal sealed class PReLULayer : PointwiseLayer
{
    public override string Name => "PReLU";

    public override string ModuleType => "global::TorchSharp.Modules.PReLU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("NumParameters", 1), Parameter.Double("Init", 0.25)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (count, shape) = (a.Int("NumParameters"), inputs[0].Shape);
        if (count == 1) return shape;
        if (shape.ChannelsLast) return Inference.MapExpected(Name, inputs[0]);
        return count == shape.Channels
            ? shape
            : Inference.Wrong(ProblemKind.BadArgument, "NumParameters", $"NumParameters = {CSharp.Of(count)}", $"must be 1 or the {CSharp.Of(shape.Channels)} channels of '{inputs[0].Name}'");
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) => [WeightEntry.Of("weight", a.Int("NumParameters"))];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.PReLU({CSharp.Of(a.Int("NumParameters"))}, {CSharp.Of(a.Double("Init"))})";
}
