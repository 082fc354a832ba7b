using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.BatchNorm2d</c>.</summary>
internal sealed class BatchNorm2dLayer : LayerKind
{
    public override string Name => "BatchNorm2d";

    public override bool KeepsChannels => true;

    public override string ModuleType => "global::TorchSharp.Modules.BatchNorm2d";

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Double("Eps", 1e-5, min: 0),
        Parameter.Double("Momentum", 0.1, 0, 1),
        Parameter.Bool("Affine", true),
        Parameter.Bool("TrackRunningStats", true),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) => Norms.Entries(a, input);

    public override string Construct(LayerArguments a, Shape input, Shape output) => $"global::TorchSharp.torch.nn.BatchNorm2d({Norms.Arguments(a, input)})";

    public override string Describe(LayerArguments a) => "batch normalisation";
}
