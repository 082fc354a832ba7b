using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Concatenation along the channels.</summary>
internal sealed class ConcatLayer : JoinLayer
{
    public override string Name => "Concat";

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var first = inputs[0];
        var last = inputs.FirstOrDefault(i => i.Shape.ChannelsLast);
        if (last.Shape is not null) return Inference.MapExpected(Name, last);
        var other = inputs.FirstOrDefault(i =>
            i.Shape.IsMap != first.Shape.IsMap || (i.Shape.IsMap && (i.Shape.Height != first.Shape.Height || i.Shape.Width != first.Shape.Width)));
        if (other.Shape is not null) return Inference.Wrong(ProblemKind.ConcatDisagrees, At(inputs, other), first.Name, first.Shape, other.Name, other.Shape);
        var channels = inputs.Sum(i => (long)i.Shape.Channels);
        return first.Shape.IsMap ? Inference.Map(channels, first.Shape.Height, first.Shape.Width) : Inference.Vector(channels);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"global::TorchSharp.torch.cat([{string.Join(", ", inputs)}], 1)";

    public override string Describe(LayerArguments a) => "concatenation";
}
