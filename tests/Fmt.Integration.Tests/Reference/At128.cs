using Fmt.Zoo;

namespace Fmt.Tests.Reference;

// The published layers at 128x128, the size of the reference values: the input size is the network's, the layers are the same.

[Network("3x128x128", Classes = 1000)]
public sealed partial class ResNet50At128
{
    [Use<ResNet50Layers>(Name = "")] public partial ResNet50Layers Layers { get; }
}

[Network("3x128x128", Classes = 1000)]
public sealed partial class Vgg19BnAt128
{
    [Use<Vgg19BnLayers>(Name = "")] public partial Vgg19BnLayers Layers { get; }
}

[Network("3x128x128", Classes = 1000)]
public sealed partial class EfficientNetB3At128
{
    [Use<EfficientNetB3Layers>(Name = "")] public partial EfficientNetB3Layers Layers { get; }
}

[Network("3x128x128", Classes = 1000)]
public sealed partial class DenseNet161At128
{
    [Use<DenseNet161Layers>(Name = "")] public partial DenseNet161Layers Layers { get; }
}

[Network("3x128x128", Classes = 1000)]
public sealed partial class ConvNeXtTinyAt128
{
    [Use<ConvNeXtTinyLayers>(Name = "")] public partial ConvNeXtTinyLayers Layers { get; }
}
