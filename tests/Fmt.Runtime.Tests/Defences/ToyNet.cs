using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>A small network, wide enough for the paper's rule to prune.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class ToyNet
{
    [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [MaxPool2d(2)] public partial Activation Pool1 { get; }
    [Conv2d(8, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Dropout(0.2)] public partial Activation Drop { get; }
    [GlobalAvgPool2d] public partial Activation Pool2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
