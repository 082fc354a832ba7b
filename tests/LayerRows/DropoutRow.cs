namespace Fmt.Tests.LayerRows;

internal sealed class DropoutRow : ChanceRow
{
    public override (string, string, string)[] Shapes => [("3x8x8", "Dropout(0.25)", "3x8x8")];
}
