using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

/// <summary>ShuffleNetV2 x1.0 (Ma et al. 2018, arXiv 1807.11164, table 5).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class ShuffleNetV2
{
    [Conv2d(24, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Conv1 { get; }
    [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Activation Maxpool { get; }
    [Repeat<ShuffleUnit>(4, "Width = 58, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage2 { get; }
    [Repeat<ShuffleUnit>(8, "Width = 116, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage3 { get; }
    [Repeat<ShuffleUnit>(4, "Width = 232, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage4 { get; }
    [Conv2d(1024, Bias = false), BatchNorm2d, ReLU] public partial Sequence Conv5 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
