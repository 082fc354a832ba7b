using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Two convolutions and a sum.</summary>
[Block]
public sealed partial class ResidualBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), From = Edge.Input, When = "Stride != 1", Name = "downsample.0")] public partial Conv2d? Shortcut { get; }
    [Add(nameof(Bn2), nameof(Shortcut))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Relu2 { get; }
}
