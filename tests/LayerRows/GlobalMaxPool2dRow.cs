using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class GlobalMaxPool2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "GlobalMaxPool2d", "4x1x1")];

    public override Tensor Run(LayerCall c) => F.adaptive_max_pool2d(c.X, [1, 1]);
}
