using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class AdaptiveMaxPool2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "AdaptiveMaxPool2d(\"3x2\")", "4x3x2")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => F.adaptive_max_pool2d(c.X, c.Pair("Size"));
}
