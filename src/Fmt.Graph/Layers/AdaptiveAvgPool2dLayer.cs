namespace Fmt.Graph;

/// <summary><c>torch.nn.AdaptiveAvgPool2d</c>.</summary>
internal sealed class AdaptiveAvgPool2dLayer : AdaptivePoolLayer
{
    public override string Name => "AdaptiveAvgPool2d";

    protected override string Call(string input, Size size) => Average(input, size);

    public override string Describe(LayerArguments a) => $"average pooling to {a.Size("Size").H}x{a.Size("Size").W}";
}
