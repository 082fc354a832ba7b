using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ReLU6Row : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "ReLU6", "4x9x7")];

    public override Tensor Run(LayerCall c) => c.X.clamp(0, 6);
}
