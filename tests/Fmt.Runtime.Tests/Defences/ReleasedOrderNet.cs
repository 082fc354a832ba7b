using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>A batch norm before any convolution, a pre-activation block under its usual names, a batch norm behind it.</summary>
[Network("4x8x8", Classes = 3)]
public sealed partial class ReleasedOrderNet
{
    [BatchNorm2d] public partial BatchNorm2d First { get; }
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Stem { get; }
    [Use<ReleasedOrderBlock>] public partial ReleasedOrderBlock Block { get; }
    [BatchNorm2d] public partial BatchNorm2d Last { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
