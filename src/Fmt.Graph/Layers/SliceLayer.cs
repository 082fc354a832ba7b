using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>x.narrow(1, start, length)</c>: some of the channels.</summary>
internal sealed class SliceLayer : LayerKind
{
    public override string Name => "Slice";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Start", min: 0), Parameter.Int("Length")];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (shape, start, length) = (inputs[0].Shape, a.Int("Start"), a.Int("Length"));
        if (shape.ChannelsLast) return NeedsMap(inputs[0])!;
        if (start + length > shape.Channels)
            return Inference.Wrong(ProblemKind.BadArgument, "Length", $"Channels {CSharp.Of(start)} to {CSharp.Of(start + length - 1)}", $"are more than the {CSharp.Of(shape.Channels)} of '{inputs[0].Name}'");
        return shape.IsMap ? Shape.Map(length, shape.Height, shape.Width) : Shape.Vector(length);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.narrow(1, {CSharp.Of(a.Int("Start"))}, {CSharp.Of(a.Int("Length"))})";

    public override string Describe(LayerArguments a) => $"channels {CSharp.Of(a.Int("Start"))} to {CSharp.Of(a.Int("Start") + a.Int("Length") - 1)}";
}
