using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class InceptionE
{
    [Use<BasicConv>("Width = 320", Name = "branch1x1")] public partial BasicConv One { get; }
    [Use<BasicConv>("Width = 384", From = Edge.Input, Name = "branch3x3_1")] public partial BasicConv Three1 { get; }
    [Use<BasicConv>("Width = 384, W = 3", Name = "branch3x3_2a")] public partial BasicConv Three2a { get; }
    [Use<BasicConv>("Width = 384, H = 3", From = nameof(Three1), Name = "branch3x3_2b")] public partial BasicConv Three2b { get; }
    [Use<BasicConv>("Width = 448", From = Edge.Input, Name = "branch3x3dbl_1")] public partial BasicConv Double1 { get; }
    [Use<BasicConv>("Width = 384, H = 3, W = 3", Name = "branch3x3dbl_2")] public partial BasicConv Double2 { get; }
    [Use<BasicConv>("Width = 384, W = 3", Name = "branch3x3dbl_3a")] public partial BasicConv Double3a { get; }
    [Use<BasicConv>("Width = 384, H = 3", From = nameof(Double2), Name = "branch3x3dbl_3b")] public partial BasicConv Double3b { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<BasicConv>("Width = 192", Name = "branch_pool")] public partial BasicConv Pooled { get; }
    [Concat(nameof(One), nameof(Three2a), nameof(Three2b), nameof(Double3a), nameof(Double3b), nameof(Pooled))] public partial Activation All { get; }
}
