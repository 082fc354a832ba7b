using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class BatchNorm2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x8x8", "BatchNorm2d", "3x8x8")];

    public override int Often => 2;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        F.batch_norm(
            c.X, c.State("running_mean"), c.State("running_var"), c.State("weight"), c.State("bias"),
            c.Training || !c.Arguments.Bool("TrackRunningStats"), c.Arguments.Double("Momentum"), c.Arguments.Double("Eps"));
}
