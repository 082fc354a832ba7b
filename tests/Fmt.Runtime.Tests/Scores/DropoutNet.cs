using TorchSharp.Modules;

namespace Fmt.Tests.Scores;

/// <summary>Dropout before a batch norm.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class DropoutNet
{
    [Conv2d(5, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Dropout(0.5)] public partial Activation Drop { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
