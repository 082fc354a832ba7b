using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class LayerNorm2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "LayerNorm2d", "4x9x7")];

    public override Tensor Run(LayerCall c) =>
        F.layer_norm(c.X.permute(0, 2, 3, 1), [c.X.shape[1]], c.State("weight"), c.State("bias"), c.Arguments.Double("Eps")).permute(0, 3, 1, 2);
}
