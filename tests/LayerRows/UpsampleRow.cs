using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class UpsampleRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        ("4x9x7", "Upsample(ScaleFactor = 1.5)", "4x13x10"),
        ("4x9x7", "Upsample(Size = \"3x20\", Mode = \"bilinear\", AlignCorners = true)", "4x3x20"),
    ];

    public override int Often => 2;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        F.interpolate(
            c.X,
            c.Arguments.Has("Size") ? c.Pair("Size") : null,
            c.Arguments.Has("ScaleFactor") ? [c.Arguments.Double("ScaleFactor"), c.Arguments.Double("ScaleFactor")] : null,
            c.Arguments.Text("Mode") switch { "bilinear" => InterpolationMode.Bilinear, "bicubic" => InterpolationMode.Bicubic, _ => InterpolationMode.Nearest },
            c.Arguments.Text("Mode") == "nearest" ? null : c.Arguments.Bool("AlignCorners"));
}
