using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.InstanceNorm2d</c>.</summary>
internal sealed class InstanceNorm2dLayer() : TrackingNormLayer(affine: false, tracking: false)
{
    public override string Name => "InstanceNorm2d";

    // One element has no spread; libtorch refuses it in training.
    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        inputs[0].Shape is { IsMap: true, Height: 1, Width: 1 }
            ? Inference.Wrong(ProblemKind.BadArgument, "", "The input", $"has maps of 1x1 ('{inputs[0].Name}'), which have no spread to normalise by")
            : base.InferShape(a, inputs);

    public override string Describe(LayerArguments a) => "instance normalisation";
}
