using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ZeroPadChannelsRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x9x7", "ZeroPadChannels(Before = 2, After = 3)", "8x9x7")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        cat([zeros([c.X.shape[0], c.Arguments.Int("Before"), c.X.shape[2], c.X.shape[3]]), c.X, zeros([c.X.shape[0], c.Arguments.Int("After"), c.X.shape[2], c.X.shape[3]])], 1);
}
