namespace Fmt.Tests.LayerRows;

internal sealed class StochasticDepthRow : ChanceRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "StochasticDepth(0.1, Mode = \"batch\")", "4x9x7")];
}
