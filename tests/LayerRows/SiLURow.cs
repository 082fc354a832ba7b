using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class SiLURow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "SiLU", "4x9x7")];

    public override Tensor Run(LayerCall c) => c.X / (1 + (-c.X).exp());
}
