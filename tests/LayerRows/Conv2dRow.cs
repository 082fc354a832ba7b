using System;
using System.Linq;
using TorchSharp;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;
using Size = Fmt.Graph.Size;

namespace Fmt.Tests.LayerRows;

internal sealed class Conv2dRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        // H' = floor((H + 2p - d(k-1) - 1)/s) + 1
        ("3x32x32", "Conv2d(16, Kernel = 3, Padding = 1)", "16x32x32"),
        ("3x32x32", "Conv2d(16, Kernel = 3, Stride = 2, Padding = 1)", "16x16x16"),
        ("3x33x32", "Conv2d(16, Kernel = 3, Stride = 2, Padding = 1)", "16x17x16"),
        ("3x7x7", "Conv2d(8, Kernel = 7)", "8x1x1"),
        ("3x9x9", "Conv2d(8, Kernel = 3, Dilation = 4)", "8x1x1"),
        ("3x224x224", "Conv2d(64, Kernel = 7, Stride = 2, Padding = 3)", "64x112x112"),
        ("3x10x10", "Conv2d(8, Kernel = \"3x5\", Stride = \"1x2\", Padding = \"0x2\", Dilation = \"2x1\")", "8x6x5"),
        ("3x10x11", "Conv2d(8, Kernel = 4, Padding = \"same\")", "8x10x11"),
        ("3x10x11", "Conv2d(8, Kernel = 5, Dilation = 3, Padding = \"same\")", "8x10x11"),
        ("4x5x5", "Conv2d(8, Kernel = 3, Groups = 4, Padding = 4, PaddingMode = \"reflect\")", "8x11x11"),
        ("4x5x5", "Conv2d(8, Kernel = 3, Padding = 5, PaddingMode = \"circular\")", "8x13x13"),
        ("4x5x5", "Conv2d(8, Kernel = 3, Padding = 9, PaddingMode = \"replicate\")", "8x21x21"),
        ("4x9x7", "Conv2d(8, Kernel = \"(Classes - 7, 1)\", Padding = \"(input.Height / 9, 0)\")", "8x9x7"),
    ];

    public override int Often => 7;

    /// <summary>Padding by hand, then a convolution without padding, as PyTorch's Conv2d does for every mode but zeros.</summary>
    public override Tensor Run(LayerCall c)
    {
        var (kernel, dilation, padding) = (c.Arguments.Size("Kernel"), c.Arguments.Size("Dilation"), c.Arguments.Size("Padding"));
        if (padding.IsSame && c.Arguments.Size("Stride") != new Size(1, 1)) throw new NotSupportedException("padding='same' is not supported for strided convolutions");
        var (h, w) = (dilation.H * (kernel.H - 1), dilation.W * (kernel.W - 1));
        long[] edges = padding.IsSame ? [w / 2, w - (w / 2), h / 2, h - (h / 2)] : [padding.W, padding.W, padding.H, padding.H];
        var mode = c.Arguments.Text("PaddingMode") switch
        {
            "reflect" => PaddingModes.Reflect,
            "replicate" => PaddingModes.Replicate,
            "circular" => PaddingModes.Circular,
            _ => PaddingModes.Constant,
        };
        var padded = edges.All(e => e == 0) ? c.X : F.pad(c.X, edges, mode);
        return F.conv2d(padded, c.State("weight")!, c.State("bias"), c.Pair("Stride"), [0, 0], c.Pair("Dilation"), c.Arguments.Int("Groups"));
    }
}
