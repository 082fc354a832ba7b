using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>Zero channels before and after.</summary>
internal sealed class ZeroPadChannelsLayer : LayerKind
{
    public override string Name => "ZeroPadChannels";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Before", 0, min: 0), Parameter.Int("After", 0, min: 0)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0]) ?? Inference.Map((long)a.Int("Before") + inputs[0].Shape.Channels + a.Int("After"), inputs[0].Shape.Height, inputs[0].Shape.Width);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.pad({inputs[0]}, [0, 0, 0, 0, {CSharp.Of(a.Int("Before"))}, {CSharp.Of(a.Int("After"))}])";

    public override string Describe(LayerArguments a) => $"{CSharp.Of(a.Int("Before"))} zero channels before, {CSharp.Of(a.Int("After"))} after";
}
