using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A function of each element by itself: any shape goes in and comes out, and a map stays one map.</summary>
internal abstract class PointwiseLayer : LayerKind
{
    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters => [];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => inputs[0].Shape;

    public override string Describe(LayerArguments a) => Name;
}

/// <summary>An activation that PyTorch gives an <c>inplace</c> argument.</summary>
internal abstract class InPlaceActivation : PointwiseLayer
{
    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Bool("InPlace", false)];

    public override bool ForcesInPlace(LayerArguments a) => a.Bool("InPlace");
}
