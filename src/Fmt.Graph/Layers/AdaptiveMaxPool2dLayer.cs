namespace Fmt.Graph;

/// <summary><c>torch.nn.AdaptiveMaxPool2d</c>.</summary>
internal sealed class AdaptiveMaxPool2dLayer : AdaptivePoolLayer
{
    public override string Name => "AdaptiveMaxPool2d";

    protected override string Call(string input, Size size) => Max(input, size);

    public override string Describe(LayerArguments a) => $"max pooling to {a.Size("Size").H}x{a.Size("Size").W}";
}
