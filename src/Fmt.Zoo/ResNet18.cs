using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>ResNet-18 for ImageNet, as torchvision's (He et al. 2015, arXiv 1512.03385, table 1).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class ResNet18
{
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Activation Maxpool { get; }
    [Repeat<BasicBlock>(2, "Width = 64")] public partial Stage<BasicBlock> Layer1 { get; }
    [Repeat<BasicBlock>(2, "Width = 128, Stride = first ? 2 : 1")] public partial Stage<BasicBlock> Layer2 { get; }
    [Repeat<BasicBlock>(2, "Width = 256, Stride = first ? 2 : 1")] public partial Stage<BasicBlock> Layer3 { get; }
    [Repeat<BasicBlock>(2, "Width = 512, Stride = first ? 2 : 1")] public partial Stage<BasicBlock> Layer4 { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
