using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class LocalResponseNormRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "LocalResponseNorm(5)", "4x9x7")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        F.local_response_norm(c.X, c.Arguments.Int("Size"), c.Arguments.Double("Alpha"), c.Arguments.Double("Beta"), c.Arguments.Double("K"));
}
