using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Every join; one map with three readers; squeeze and excitation.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class JoinNet
{
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Stem { get; }
    [ReLU] public partial Activation A { get; }
    [BatchNorm2d(From = nameof(Stem))] public partial BatchNorm2d B { get; }
    [MaxPool2d(3, Stride = 1, Padding = 1, From = nameof(Stem))] public partial Activation C { get; }
    [Add(nameof(A), nameof(B), nameof(C))] public partial Activation Sum { get; }
    [Concat(nameof(Sum), nameof(A))] public partial Activation Both { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Narrow { get; }
    [GlobalAvgPool2d] public partial Activation Squeeze { get; }
    [Conv2d(4, Testable = false)] public partial Conv2d Excite { get; }
    [Multiply(nameof(Narrow), nameof(Excite))] public partial Activation Gated { get; }
    [Multiply(nameof(Gated), nameof(Narrow), nameof(Gated))] public partial Activation Cubed { get; }
    [ReLU] public partial Activation Relu { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
