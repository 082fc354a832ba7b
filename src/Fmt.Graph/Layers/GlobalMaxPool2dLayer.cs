namespace Fmt.Graph;

/// <summary><c>torch.nn.AdaptiveMaxPool2d(1)</c>.</summary>
internal sealed class GlobalMaxPool2dLayer : GlobalPoolLayer
{
    public override string Name => "GlobalMaxPool2d";

    protected override string Call(string input, Size size) => Max(input, size);

    public override string Describe(LayerArguments a) => "global max pooling";
}
