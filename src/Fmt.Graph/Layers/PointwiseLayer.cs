using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A function of each element by itself: any shape goes in and comes out, and a map stays one map.</summary>
internal abstract class PointwiseLayer : LayerKind
{
    /// <summary>The <c>inplace</c> argument that PyTorch gives most activations.</summary>
    protected static Parameter InPlace { get; } = Parameter.Bool("InPlace", false);

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters => [];

    public override bool ForcesInPlace(LayerArguments a) => a.Has("InPlace") && a.Bool("InPlace");

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => inputs[0].Shape;

    public override string Describe(LayerArguments a) => Name;
}
