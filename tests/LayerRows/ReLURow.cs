using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ReLURow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x8x8", "ReLU", "3x8x8")];

    public override int Often => 3;

    public override Tensor Run(LayerCall c) => c.X.clamp(min: 0);
}
