using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class ConvTranspose2dRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        // H' = (H - 1)s - 2p + d(k - 1) + output padding + 1
        ("4x5x4", "ConvTranspose2d(6, Kernel = \"3x4\", Stride = \"2x3\", Padding = 1, OutputPadding = \"1x2\", Groups = 2)", "6x10x13"),
        ("4x7x7", "ConvTranspose2d(2, Kernel = 4, Stride = 2, Padding = 1)", "2x14x14"),
        ("4x7x7", "ConvTranspose2d(2, Kernel = 3, Dilation = 3)", "2x13x13"),
    ];

    public override int Often => 2;

    public override Tensor Run(LayerCall c) =>
        F.conv_transpose2d(
            c.X, c.State("weight")!, c.State("bias"), c.Pair("Stride"), c.Pair("Padding"), c.Pair("OutputPadding"), c.Pair("Dilation"), c.Arguments.Int("Groups"));
}
