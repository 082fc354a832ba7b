using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A learned factor per channel. The parameter is the surrounding block's own, as ConvNeXt's <c>layer_scale</c>.</summary>
internal sealed class ScaleLayer : LayerKind
{
    public override string Name => "Scale";

    public override string ModuleType => "global::Fmt.LearnedScale";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("Initial", 1)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => inputs[0].Shape;

    // It broadcasts over what follows the channels: over H and W of maps, over nothing where the channels are last.
    private static int[] Axes(Shape input) => input.IsMap ? [input.Channels, 1, 1] : [input.Channels];

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) => [WeightEntry.Of("", Axes(input))];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"new {ModuleType}({CSharp.Of(a.Double("Initial"))}, {string.Join(", ", System.Linq.Enumerable.Select(Axes(input), CSharp.Of))})";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]} * {module}.Value";

    public override string Describe(LayerArguments a) => "learned scale per channel";
}
