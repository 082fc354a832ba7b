using Fmt.Zoo;

namespace Fmt.Tests.Reference;

[Network("3x128x128", Classes = 1000)]
public sealed partial class ConvNeXtTinyAt128
{
    [Use<ConvNeXtTinyLayers>(Name = "")] public partial ConvNeXtTinyLayers Layers { get; }
}
