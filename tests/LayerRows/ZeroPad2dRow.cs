using System.Linq;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ZeroPad2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "ZeroPad2d(\"1x2\", Left = 3, Top = 4)", "4x15x14")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        Pad(Pad(c.X, 3, c.Arguments.Size("Padding").W, c.Arguments.Int("Left"), c.Arguments.Int("Right")), 2, c.Arguments.Size("Padding").H, c.Arguments.Int("Top"), c.Arguments.Int("Bottom"));

    private static Tensor Pad(Tensor x, int axis, int both, int before, int after)
    {
        long[] Shape(int length) => [.. x.shape.Select((d, i) => i == axis ? length : d)];
        return cat([zeros(Shape(both + before)), x, zeros(Shape(both + after))], axis);
    }
}
