using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>SmallVgg for CIFAR-10, the network published with I-BAU (YiZeng623/I-BAU).</summary>
[Network("3x32x32", Classes = 10)]
public sealed partial class SmallVgg
{
    /// <summary>Three stages of two convolutions.</summary>
    [Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ELU, Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ELU, MaxPool2d(2), Dropout(0.3)]
    [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ELU, Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ELU, MaxPool2d(2), Dropout(0.4)]
    [Conv2d(128, Kernel = 3, Padding = 1), BatchNorm2d, ELU, Conv2d(128, Kernel = 3, Padding = 1), BatchNorm2d, ELU, MaxPool2d(2), Dropout(0.4)]
    public partial Sequence Features { get; }

    /// <summary>Map to vector.</summary>
    [Flatten] public partial Activation Flat { get; }

    /// <summary>Logits.</summary>
    [Linear("Classes")] public partial Linear Classifier { get; }
}

/// <summary>SmallVgg for the 43 traffic signs of GTSRB.</summary>
[Network("3x32x32", Classes = 43, Like = typeof(SmallVgg))]
public sealed partial class SmallVgg43;
