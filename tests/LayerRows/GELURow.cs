using System;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class GELURow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "GELU(Approximate = \"tanh\")", "4x9x7")];

    public override Tensor Run(LayerCall c) =>
        c.Arguments.Text("Approximate") == "none"
            ? c.X * 0.5 * (1 + special.erf(c.X / Math.Sqrt(2)))
            : 0.5 * c.X * (1 + (Math.Sqrt(2 / Math.PI) * (c.X + (0.044715 * c.X.pow(3)))).tanh());
}
