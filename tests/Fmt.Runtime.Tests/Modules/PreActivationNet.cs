using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Batch norms on a map, on a sum and on a concatenation.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class PreActivationNet
{
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm1 { get; }
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [Add(nameof(Conv1), nameof(Conv2))] public partial Activation Sum { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm2 { get; }
    [Concat(nameof(Norm2), nameof(Sum))] public partial Activation Both { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm3 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
