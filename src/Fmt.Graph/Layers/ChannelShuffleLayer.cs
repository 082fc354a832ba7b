using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ChannelShuffle</c>.</summary>
internal sealed class ChannelShuffleLayer : LayerKind
{
    public override string Name => "ChannelShuffle";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Groups")];

    // For one group libtorch returns a view of its input.
    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0]) ?? Inference.GroupsMustDivide(a.Int("Groups"), inputs[0]) ?? inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.channel_shuffle({CSharp.Of(a.Int("Groups"))})";

    public override string Describe(LayerArguments a) => $"channel shuffle, {CSharp.Of(a.Int("Groups"))} groups";
}
