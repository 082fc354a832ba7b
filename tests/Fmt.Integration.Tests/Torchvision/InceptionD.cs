using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class InceptionD
{
    [Use<BasicConv>("Width = 192", Name = "branch3x3_1")] public partial BasicConv Three1 { get; }
    [Use<BasicConv>("Width = 320, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch3x3_2")] public partial BasicConv Three2 { get; }
    [Use<BasicConv>("Width = 192", From = Edge.Input, Name = "branch7x7x3_1")] public partial BasicConv Seven1 { get; }
    [Repeat<BasicConv>(2, "Width = 192, H = first ? 1 : 7, W = first ? 7 : 1", Name = "branch7x7x3_{i + 2}")] public partial Stage<BasicConv> Seven2 { get; }
    [Use<BasicConv>("Width = 192, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch7x7x3_4")] public partial BasicConv Seven4 { get; }
    [MaxPool2d(3, Stride = 2, From = Edge.Input)] public partial Activation Pool { get; }
    [Concat(nameof(Three2), nameof(Seven4), nameof(Pool))] public partial Activation All { get; }
}
