using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.ZeroPad2d</c>.</summary>
internal sealed class ZeroPad2dLayer : LayerKind
{
    public override string Name => "ZeroPad2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Size("Padding", 0, min: 0),
        Parameter.Int("Left", 0, min: 0),
        Parameter.Int("Right", 0, min: 0),
        Parameter.Int("Top", 0, min: 0),
        Parameter.Int("Bottom", 0, min: 0),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        var (shape, padding) = (inputs[0].Shape, a.Size("Padding"));
        return Inference.Map(shape.Channels, shape.Height + 2L * padding.H + a.Int("Top") + a.Int("Bottom"), shape.Width + 2L * padding.W + a.Int("Left") + a.Int("Right"));
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module)
    {
        var padding = a.Size("Padding");
        return $"{CSharp.Functional}.pad({inputs[0]}, [{CSharp.Of(padding.W + a.Int("Left"))}, {CSharp.Of(padding.W + a.Int("Right"))}, {CSharp.Of(padding.H + a.Int("Top"))}, {CSharp.Of(padding.H + a.Int("Bottom"))}])";
    }

    public override string Describe(LayerArguments a) => "zero padding";
}
