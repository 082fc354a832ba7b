using System.Linq;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class MultiplyRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x9x7", "Multiply(Edge.Input, Edge.Input, Edge.Input)", "3x9x7")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => c.Inputs.Aggregate((a, b) => a * b);
}
