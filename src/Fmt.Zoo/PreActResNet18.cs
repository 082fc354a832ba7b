using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>Pre-activation ResNet-18 for CIFAR-10, as kuangliu/pytorch-cifar's and BackdoorBench's (He et al. 2016, arXiv 1603.05027).</summary>
[Network("3x32x32", Classes = 10)]
public sealed partial class PreActResNet18
{
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [Repeat<PreActBlock>(2, "Width = 64")] public partial Stage<PreActBlock> Layer1 { get; }
    [Repeat<PreActBlock>(2, "Width = 128, Stride = first ? 2 : 1")] public partial Stage<PreActBlock> Layer2 { get; }
    [Repeat<PreActBlock>(2, "Width = 256, Stride = first ? 2 : 1")] public partial Stage<PreActBlock> Layer3 { get; }
    [Repeat<PreActBlock>(2, "Width = 512, Stride = first ? 2 : 1")] public partial Stage<PreActBlock> Layer4 { get; }
    [AvgPool2d(4)] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Linear { get; }
}

/// <summary>Pre-activation block; its 1x1 shortcut, where there is one, reads the activated input.</summary>
[Block]
public sealed partial class PreActBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), Bias = false, From = nameof(Relu1), When = "Stride != 1 || input.Channels != Width", Else = Edge.Input, Name = "shortcut.0")]
    public partial Conv2d? Shortcut { get; }
    [Add(nameof(Conv2), nameof(Shortcut))] public partial Activation Sum { get; }
}
