using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class LeakyReLURow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "LeakyReLU(NegativeSlope = 0.1)", "4x9x7")];

    public override Tensor Run(LayerCall c) => where(c.X > 0, c.X, c.Arguments.Double("NegativeSlope") * c.X);
}
