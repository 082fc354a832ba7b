using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ConcatRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x9x7", "Concat(Edge.Input, Edge.Input, Edge.Input)", "9x9x7")];

    public override Tensor Run(LayerCall c) => cat(c.Inputs, 1);
}
