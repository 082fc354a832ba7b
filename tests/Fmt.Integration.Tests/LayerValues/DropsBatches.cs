using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsBatches
{
    [StochasticDepth(0.5, Mode = "batch"), Flatten] public partial Sequence Layers { get; }
}
