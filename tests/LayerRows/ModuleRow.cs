using System.Linq;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

internal sealed class ModuleRow : LayerRow
{
    public override (string, string, string)[] Shapes => [("3x9x7", "Module(\"5x4x3\")", "5x4x3")];

    public override int Often => 0;

    public override bool IsStricter => true;

    public override Tensor Run(LayerCall c) => zeros([c.X.shape[0], .. c.Arguments.Shape("Output").Dims.Select(d => (long)d)]);
}
