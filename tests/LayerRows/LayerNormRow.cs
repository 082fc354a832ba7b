using System.Linq;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class LayerNormRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "LayerNorm(Dims = 3)", "4x9x7")];

    public override int Often => 0;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        F.layer_norm(c.X, [.. c.X.shape.Skip((int)c.X.dim() - c.Arguments.Int("Dims"))], c.State("weight"), c.State("bias"), c.Arguments.Double("Eps"));
}
