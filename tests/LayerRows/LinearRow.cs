using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class LinearRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("63", "Linear(5)", "5")];

    public override int Often => 0;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => F.linear(c.X, c.State("weight")!, c.State("bias"));
}
