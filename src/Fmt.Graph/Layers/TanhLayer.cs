namespace Fmt.Graph;

/// <summary><c>torch.nn.Tanh</c>.</summary>
internal sealed class TanhLayer() : MethodActivation("tanh")
{
    public override string Name => "Tanh";

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Describe(LayerArguments a) => "tanh";
}
