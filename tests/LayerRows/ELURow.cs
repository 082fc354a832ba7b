using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ELURow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x8x8", "ELU(Alpha = 2)", "3x8x8")];

    public override int Often => 2;

    public override Tensor Run(LayerCall c) => where(c.X > 0, c.X, c.Arguments.Double("Alpha") * (c.X.clamp(max: 0).exp() - 1));
}
