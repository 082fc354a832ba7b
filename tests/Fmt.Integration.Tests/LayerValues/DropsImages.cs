using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsImages
{
    [StochasticDepth(0.25), Flatten] public partial Sequence Layers { get; }
}
