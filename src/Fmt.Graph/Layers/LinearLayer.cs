using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Linear</c> on vectors, or on the channels of maps that have them last.</summary>
internal sealed class LinearLayer : LayerKind
{
    public override string Name => "Linear";

    public override string ModuleType => "global::TorchSharp.Modules.Linear";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Features"), Parameter.Bool("Bias", true) with { Hint = "the number of inputs is inferred: [Linear(10)], not [Linear(512, 10)]" }];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        inputs[0].Shape.IsMap
            ? Inference.Wrong(ProblemKind.LinearOnMap, "", inputs[0].Shape, inputs[0].Name)
            : inputs[0].Shape.ChannelsLast
                ? Inference.MapChannelsLast(a.Int("Features"), inputs[0].Shape.Height, inputs[0].Shape.Width)
                : Shape.Vector(a.Int("Features"));

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input)
    {
        yield return WeightEntry.Of("weight", a.Int("Features"), input.Channels);
        if (a.Bool("Bias")) yield return WeightEntry.Of("bias", a.Int("Features"));
    }

    public override long Macs(LayerArguments a, Shape input, Shape output) => input.Channels * output.Elements;

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.Linear({CSharp.Of(input.Channels)}, {CSharp.Of(a.Int("Features"))}, hasBias: {CSharp.Of(a.Bool("Bias"))})";

    public override string Describe(LayerArguments a) => "fully connected";
}
