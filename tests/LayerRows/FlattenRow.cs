using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class FlattenRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x9x7", "Flatten", "189")];

    public override int Often => 0;

    public override Tensor Run(LayerCall c) => c.X.reshape(c.X.shape[0], -1);
}
