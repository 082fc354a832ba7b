using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class PermuteRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Permute(\"NHWC\")", "9x7x4 (HWC)")];

    public override int Often => 0;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => c.Arguments.Text("To") == "NHWC" ? c.X.permute(0, 2, 3, 1) : c.X.permute(0, 3, 1, 2);
}
