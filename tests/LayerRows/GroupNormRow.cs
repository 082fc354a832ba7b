using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class GroupNormRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "GroupNorm(2)", "4x9x7")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => F.group_norm(c.X, c.Arguments.Int("Groups"), c.State("weight"), c.State("bias"), c.Arguments.Double("Eps"));
}
