using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class SubsampleRow : LayerRow
{
    public override (string, string, string)[] Shapes =>
    [
        ("3x9x7", "Subsample(2)", "3x5x4"),
        ("3x9x7", "Subsample(\"9x1\")", "3x1x7"),
    ];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        c.X[.., .., TensorIndex.Slice(step: c.Arguments.Size("Stride").H), TensorIndex.Slice(step: c.Arguments.Size("Stride").W)];
}
