using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsAll
{
    [StochasticDepth(1), Flatten] public partial Sequence Layers { get; }
}
