using Fmt.Zoo;

namespace Fmt.Tests.Reference;

[Network("3x128x128", Classes = 1000)]
public sealed partial class Vgg19BnAt128
{
    [Use<Vgg19BnLayers>(Name = "")] public partial Vgg19BnLayers Layers { get; }
}
