using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class AvgPool2dRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        ("3x9x9", "AvgPool2d(3)", "3x3x3"),
        ("3x10x10", "AvgPool2d(3, CeilMode = true)", "3x4x4"),
        ("3x4x4", "AvgPool2d(4, Padding = 2, Stride = 1)", "3x5x5"),
    ];

    public override Tensor Run(LayerCall c) =>
        F.avg_pool2d(c.X, c.Pair("Kernel"), c.Stride, c.Pair("Padding"), c.Arguments.Bool("CeilMode"), c.Arguments.Bool("CountIncludePad"));
}
