using Fmt.Zoo;

namespace Fmt.Tests.Reference;

[Network("3x128x128", Classes = 1000)]
public sealed partial class DenseNet161At128
{
    [Use<DenseNet161Layers>(Name = "")] public partial DenseNet161Layers Layers { get; }
}
