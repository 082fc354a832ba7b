using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class MaxPool2dRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        ("3x8x8", "MaxPool2d(2)", "3x4x4"),
        ("3x9x9", "MaxPool2d(2)", "3x4x4"),
        ("3x9x9", "MaxPool2d(2, CeilMode = true)", "3x5x5"),
        ("3x112x112", "MaxPool2d(3, Stride = 2, Padding = 1)", "3x56x56"),
        // The last window would start in the padding on the right, so PyTorch drops it: (5 + 2 - 1 - 1 + 1)/2 + 1 = 4 -> 3.
        ("3x5x5", "MaxPool2d(2, Stride = 2, Padding = 1, CeilMode = true)", "3x3x3"),
        // A window over the end: (2 - 2 - 1 + 1)/2 + 1 = 1.
        ("3x2x2", "MaxPool2d(3, Stride = 2, CeilMode = true)", "3x1x1"),
        ("3x9x9", "MaxPool2d(3, Stride = 1, Dilation = 2)", "3x5x5"),
        ("3x9x9", "MaxPool2d(\"3x1\", Stride = \"3x4\")", "3x3x3"),
    ];

    public override Tensor Run(LayerCall c) =>
        F.max_pool2d(c.X, c.Pair("Kernel"), c.Stride, c.Pair("Padding"), c.Pair("Dilation"), c.Arguments.Bool("CeilMode"));
}
