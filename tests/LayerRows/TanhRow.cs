using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class TanhRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Tanh", "4x9x7")];

    public override Tensor Run(LayerCall c) => (c.X.exp() - (-c.X).exp()) / (c.X.exp() + (-c.X).exp());
}
