using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>A residual network: sums that run in place, a shortcut with a convolution, batch norms behind convolutions with and without bias.</summary>
[Network("3x8x8", Classes = 5, Mean = [0.4, 0.5, 0.6], Std = [0.2, 0.25, 0.3])]
public sealed partial class ResidualNet
{
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Repeat<ResidualBlock>(2, "Width = 4 * (i + 1), Stride = last ? 2 : 1")] public partial Stage<ResidualBlock> Layer { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
