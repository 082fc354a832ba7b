using System;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class SliceRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "Slice(1, 2)", "2x9x7")];

    public override Tensor Run(LayerCall c) =>
        c.X.slice(1, c.Arguments.Int("Start"), c.Arguments.Int("Start") + c.Arguments.Int("Length"), 1) is var part && part.shape[1] == c.Arguments.Int("Length")
            ? part * 1
            : throw new IndexOutOfRangeException("narrow");
}
