using TorchSharp.Modules;

namespace Fmt.Tests.Scores;

/// <summary>One convolution, its batch norm, and a linear reading of the mean maps: what a shift does to the logits can be written down.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class ShiftNet
{
    [Conv2d(6, Kernel = 1, Bias = false)] public partial Conv2d Conv { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
