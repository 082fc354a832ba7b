using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>A small convolutional network for Fashion-MNIST, wide enough for the paper's pruning rule to prune in every layer but the first.</summary>
[Network("1x28x28", Classes = 10, Mean = [0.2860], Std = [0.3530])]
public sealed partial class FashionNet
{
    [Conv2d(32, Kernel = 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence Stage1 { get; }
    [Conv2d(64, Kernel = 3, Padding = 1, Bias = false), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence Stage2 { get; }
    [Conv2d(128, Kernel = 3, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stage3 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Classifier { get; }
}
