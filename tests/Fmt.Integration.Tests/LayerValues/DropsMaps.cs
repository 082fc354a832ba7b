using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsMaps
{
    [Dropout2d(0.25), Flatten] public partial Sequence Layers { get; }
}
