using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class InceptionA
{
    [Parameter] public partial int Pool { get; }
    [Use<BasicConv>("Width = 64", Name = "branch1x1")] public partial BasicConv One { get; }
    [Use<BasicConv>("Width = 48", From = Edge.Input, Name = "branch5x5_1")] public partial BasicConv Five1 { get; }
    [Use<BasicConv>("Width = 64, H = 5, W = 5", Name = "branch5x5_2")] public partial BasicConv Five2 { get; }
    [Use<BasicConv>("Width = 64", From = Edge.Input, Name = "branch3x3dbl_1")] public partial BasicConv Double1 { get; }
    [Repeat<BasicConv>(2, "Width = 96, H = 3, W = 3", Name = "branch3x3dbl_{i + 2}")] public partial Stage<BasicConv> Double2 { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<BasicConv>("Width = Pool", Name = "branch_pool")] public partial BasicConv Pooled { get; }
    [Concat(nameof(One), nameof(Five2), nameof(Double2), nameof(Pooled))] public partial Activation All { get; }
}
