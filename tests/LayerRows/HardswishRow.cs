using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class HardswishRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Hardswish", "4x9x7")];

    public override Tensor Run(LayerCall c) => c.X * (c.X + 3).clamp(0, 6) / 6;
}
