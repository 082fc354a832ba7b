using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ScaleRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Scale(1e-6)", "4x9x7")];

    public override Tensor Run(LayerCall c) => c.X * c.State("")!;
}
