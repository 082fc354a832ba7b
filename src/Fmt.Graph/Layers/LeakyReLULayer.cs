namespace Fmt.Graph;

/// <summary><c>torch.nn.LeakyReLU</c>.</summary>
internal sealed class LeakyReLULayer() : SlopedActivation("leaky_relu", "LeakyReluInPlace", "NegativeSlope", 0.01)
{
    public override string Name => "LeakyReLU";

    public override string Describe(LayerArguments a) => "leaky ReLU";
}
