using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>Two resolutions, a batch norm in each.</summary>
[Network("1x16x16", Classes = 3)]
public sealed partial class TwoStageNet
{
    [Conv2d(8, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [MaxPool2d(2)] public partial Activation Pool1 { get; }
    [Conv2d(8, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [GlobalAvgPool2d] public partial Activation Pool2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
