using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>ResNet-20 for CIFAR-10 (He et al. 2015, arXiv 1512.03385, section 4.2) with parameter-free shortcuts (option A): zero channels half before, half after.</summary>
[Network("3x32x32", Classes = 10)]
public sealed partial class CifarResNet20
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Repeat<CifarBlockA>(3, "Width = 16")] public partial Stage<CifarBlockA> Layer1 { get; }
    [Repeat<CifarBlockA>(3, "Width = 32, Stride = first ? 2 : 1")] public partial Stage<CifarBlockA> Layer2 { get; }
    [Repeat<CifarBlockA>(3, "Width = 64, Stride = first ? 2 : 1")] public partial Stage<CifarBlockA> Layer3 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Linear { get; }
}

/// <summary>Basic block with an option A shortcut.</summary>
[Block]
public sealed partial class CifarBlockA
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [Subsample(nameof(Stride), From = Edge.Input, When = "Stride != 1")] public partial Activation? Smaller { get; }
    [ZeroPadChannels(Before = "(Width - input.Channels) / 2", After = "(Width - input.Channels + 1) / 2", When = "input.Channels != Width")]
    public partial Activation? Wider { get; }
    [Add(nameof(Bn2), nameof(Wider))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Relu2 { get; }
}

/// <summary>ResNet-20 for CIFAR-10 with 1x1 convolutions as shortcuts (option B).</summary>
[Network("3x32x32", Classes = 10)]
public sealed partial class CifarResNet20B
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Repeat<BasicBlock>(3, "Width = 16")] public partial Stage<BasicBlock> Layer1 { get; }
    [Repeat<BasicBlock>(3, "Width = 32, Stride = first ? 2 : 1")] public partial Stage<BasicBlock> Layer2 { get; }
    [Repeat<BasicBlock>(3, "Width = 64, Stride = first ? 2 : 1")] public partial Stage<BasicBlock> Layer3 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Linear { get; }
}

/// <summary>Basic block of ResNet: two 3x3 convolutions; a 1x1 convolution and batch norm as shortcut where stride or width changes.</summary>
[Block]
public sealed partial class BasicBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), Bias = false, From = Edge.Input, When = "Stride != 1 || input.Channels != Width", Name = "downsample.0")]
    public partial Conv2d? Shortcut { get; }
    [BatchNorm2d(From = nameof(Shortcut), When = nameof(Shortcut), Name = "downsample.1")] public partial BatchNorm2d? ShortcutBn { get; }
    [Add(nameof(Bn2), nameof(ShortcutBn))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Relu2 { get; }
}
