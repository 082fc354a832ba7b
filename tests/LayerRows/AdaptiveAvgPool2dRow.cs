using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class AdaptiveAvgPool2dRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        ("3x9x7", "AdaptiveAvgPool2d(\"7x2\")", "3x7x2"),
        ("3x2x2", "AdaptiveAvgPool2d(7)", "3x7x7"),
    ];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => F.adaptive_avg_pool2d(c.X, c.Pair("Size"));
}
