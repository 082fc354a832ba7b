namespace Fmt.Graph;

/// <summary><c>torch.nn.ELU</c>.</summary>
internal sealed class ELULayer() : SlopedActivation("elu", "EluInPlace", "Alpha", 1)
{
    public override string Name => "ELU";
}
