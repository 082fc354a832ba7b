using System;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ChannelShuffleRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "ChannelShuffle(2)", "4x9x7")];

    public override Tensor Run(LayerCall c) => c.X.dim() < 3 ? throw new NotSupportedException("maps") : Shuffle(c.X, c.Arguments.Int("Groups"));

    private static Tensor Shuffle(Tensor x, long groups) =>
        x.reshape(x.shape[0], groups, x.shape[1] / groups, x.shape[2], x.shape[3]).transpose(1, 2).reshape(x.shape);
}
