namespace Fmt.Graph;

/// <summary><c>torch.nn.AdaptiveAvgPool2d(1)</c>.</summary>
internal sealed class GlobalAvgPool2dLayer : GlobalPoolLayer
{
    public override string Name => "GlobalAvgPool2d";

    protected override string Call(string input, Size size) => Average(input, size);

    public override string Describe(LayerArguments a) => "global average pooling";
}
