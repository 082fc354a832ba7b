using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A normalisation of every channel by itself that may keep running statistics: what batch and instance norm share.</summary>
/// <param name="affine">Whether scale and shift are learned by default.</param>
/// <param name="tracking">Whether statistics are kept by default.</param>
internal abstract class TrackingNormLayer(bool affine, bool tracking) : LayerKind
{
    public override string ModuleType => "global::TorchSharp.Modules." + Name;

    public override bool KeepsChannels => true;

    public override bool KeepsStatistics(LayerArguments a) => a.Bool("TrackRunningStats");

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Double("Eps", 1e-5, min: 0),
        Parameter.Double("Momentum", 0.1, 0, 1),
        Parameter.Bool("Affine", affine),
        Parameter.Bool("TrackRunningStats", tracking),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? inputs[0].Shape;

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input)
    {
        if (a.Bool("Affine"))
            foreach (var entry in WeightEntry.ScaleAndShift(input.Channels)) yield return entry;
        if (!KeepsStatistics(a)) yield break;
        yield return WeightEntry.Of("running_mean", input.Channels) with { Trainable = false };
        yield return WeightEntry.Of("running_var", input.Channels) with { Trainable = false };
        yield return WeightEntry.Of("num_batches_tracked") with { Trainable = false, Counter = true };
    }

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.{Name}({CSharp.Of(input.Channels)}, eps: {CSharp.Of(a.Double("Eps"))}, momentum: {CSharp.Of(a.Double("Momentum"))}, "
        + $"affine: {CSharp.Of(a.Bool("Affine"))}, track_running_stats: {CSharp.Of(a.Bool("TrackRunningStats"))})";
}
