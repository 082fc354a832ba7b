namespace Fmt.Graph;

/// <summary><c>torch.nn.Sigmoid</c>.</summary>
internal sealed class SigmoidLayer() : MethodActivation("sigmoid")
{
    public override string Name => "Sigmoid";

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Describe(LayerArguments a) => "sigmoid";
}
