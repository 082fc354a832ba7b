using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>torchvision's <c>Permute</c>: channels to the last axis (<c>NHWC</c>) or back (<c>NCHW</c>).</summary>
internal sealed class PermuteLayer : LayerKind
{
    public override string Name => "Permute";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Text("To", null, "NHWC", "NCHW") with { Optional = false }];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (shape, last) = (inputs[0].Shape, a.Text("To") == "NHWC");
        if (shape.IsVector) return NeedsMap(inputs[0])!;
        if (shape.ChannelsLast == last)
            return Inference.Wrong(ProblemKind.BadArgument, "To", $"To = \"{a.Text("To")}\"", $"is the order that '{inputs[0].Name}' has already ({shape})");
        return last ? Shape.MapChannelsLast(shape.Channels, shape.Height, shape.Width) : Shape.Map(shape.Channels, shape.Height, shape.Width);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{inputs[0]}.permute({(a.Text("To") == "NHWC" ? "0, 2, 3, 1" : "0, 3, 1, 2")})";

    public override string Describe(LayerArguments a) => a.Text("To") == "NHWC" ? "channels to the last axis" : "channels to the first axis";
}
