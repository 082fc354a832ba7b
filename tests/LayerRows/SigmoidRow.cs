using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class SigmoidRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Sigmoid", "4x9x7")];

    public override Tensor Run(LayerCall c) => 1 / (1 + (-c.X).exp());
}
