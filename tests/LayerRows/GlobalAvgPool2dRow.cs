using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class GlobalAvgPool2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x9x7", "GlobalAvgPool2d", "3x1x1")];

    public override int Often => 0;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => c.X.mean([2, 3], keepdim: true);
}
