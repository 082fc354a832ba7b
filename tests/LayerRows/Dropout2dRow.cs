namespace Fmt.Tests.LayerRows;

internal sealed class Dropout2dRow : ChanceRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Dropout2d(0.1)", "4x9x7")];

    public override bool IsStricter => true;
}
