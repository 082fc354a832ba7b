using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>WRN-16-1 (Zagoruyko and Komodakis 2016, arXiv 1605.07146), pre-activation, names as in bboylyg/NAD.</summary>
[Network("3x32x32", Classes = 10)]
public sealed partial class WideResNet16x1
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [Use<WideStage>("Width = 16, Stride = 1")] public partial WideStage Block1 { get; }
    [Use<WideStage>("Width = 32, Stride = 2")] public partial WideStage Block2 { get; }
    [Use<WideStage>("Width = 64, Stride = 2")] public partial WideStage Block3 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [AvgPool2d(8)] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Two blocks of one width.</summary>
[Block]
public sealed partial class WideStage
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Repeat<WideBlock>(2, "Width = Width, Stride = first ? Stride : 1")] public partial Stage<WideBlock> Layer { get; }
}

/// <summary>Pre-activation block; where the width changes, the shortcut reads the activated input.</summary>
[Block]
public sealed partial class WideBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), Bias = false, From = nameof(Relu1), When = "input.Channels != Width", Else = Edge.Input)]
    public partial Conv2d? ConvShortcut { get; }
    [Add(nameof(ConvShortcut), nameof(Conv2))] public partial Activation Sum { get; }
}
