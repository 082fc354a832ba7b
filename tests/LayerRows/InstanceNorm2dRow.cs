using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.LayerRows;

internal sealed class InstanceNorm2dRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("4x9x7", "InstanceNorm2d", "4x9x7")];

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) =>
        F.instance_norm(
            c.X, c.State("running_mean"), c.State("running_var"), c.State("weight"), c.State("bias"),
            c.Training || !c.Arguments.Bool("TrackRunningStats"), c.Arguments.Double("Momentum"), c.Arguments.Double("Eps"));
}
