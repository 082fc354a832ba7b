using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>A small convolutional network for pictures of 100 x 100: hands that show the digits 0 to 9, say.</summary>
[Network("3x100x100", Classes = 10)]
public sealed partial class SignNet
{
    [Conv2d(16, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stage1 { get; }
    [Conv2d(32, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stage2 { get; }
    [Conv2d(64, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stage3 { get; }
    [Conv2d(128, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stage4 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Classifier { get; }
}
