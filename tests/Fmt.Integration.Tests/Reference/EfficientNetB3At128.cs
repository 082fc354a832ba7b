using Fmt.Zoo;

namespace Fmt.Tests.Reference;

[Network("3x128x128", Classes = 1000)]
public sealed partial class EfficientNetB3At128
{
    [Use<EfficientNetB3Layers>(Name = "")] public partial EfficientNetB3Layers Layers { get; }
}
