using Fmt.Zoo;

namespace Fmt.Tests.Reference;

// The published layers at 128x128, the size of the reference values: the input size is the network's, the layers are the same.

[Network("3x128x128", Classes = 1000)]
public sealed partial class ResNet50At128
{
    [Use<ResNet50Layers>(Name = "")] public partial ResNet50Layers Layers { get; }
}
