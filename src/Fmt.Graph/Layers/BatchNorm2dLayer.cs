namespace Fmt.Graph;

/// <summary><c>torch.nn.BatchNorm2d</c>.</summary>
internal sealed class BatchNorm2dLayer() : TrackingNormLayer(affine: true, tracking: true)
{
    public override string Name => "BatchNorm2d";

    public override bool NormalisesBatch => true;

    public override string Describe(LayerArguments a) => "batch normalisation";
}
