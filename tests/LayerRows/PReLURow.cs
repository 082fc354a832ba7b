using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class PReLURow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "PReLU(NumParameters = 4)", "4x9x7")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => F.prelu(c.X, c.State("weight")!);
}
