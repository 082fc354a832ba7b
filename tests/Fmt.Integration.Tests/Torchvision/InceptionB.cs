using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class InceptionB
{
    [Use<BasicConv>("Width = 384, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch3x3")] public partial BasicConv Three { get; }
    [Use<BasicConv>("Width = 64", From = Edge.Input, Name = "branch3x3dbl_1")] public partial BasicConv Double1 { get; }
    [Repeat<BasicConv>(2, "Width = 96, H = 3, W = 3, Stride = last ? 2 : 1, Pad = first", Name = "branch3x3dbl_{i + 2}")] public partial Stage<BasicConv> Double2 { get; }
    [MaxPool2d(3, Stride = 2, From = Edge.Input)] public partial Activation Pool { get; }
    [Concat(nameof(Three), nameof(Double2), nameof(Pool))] public partial Activation All { get; }
}
