using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>AlexNet for ImageNet, as torchvision's (Krizhevsky 2014, arXiv 1404.5997, one tower).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class AlexNet
{
    /// <summary>Five convolutions.</summary>
    [Conv2d(64, Kernel = 11, Stride = 4, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)]
    [Conv2d(192, Kernel = 5, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)]
    [Conv2d(384, Kernel = 3, Padding = 1), ReLU, Conv2d(256, Kernel = 3, Padding = 1), ReLU]
    [Conv2d(256, Kernel = 3, Padding = 1), ReLU, MaxPool2d(3, Stride = 2)]
    public partial Sequence Features { get; }

    /// <summary>To the 6x6 that the classifier's weights are for.</summary>
    [AdaptiveAvgPool2d(6)] public partial Activation Avgpool { get; }

    /// <summary>Map to vector.</summary>
    [Flatten] public partial Activation Flat { get; }

    /// <summary>Logits.</summary>
    [Dropout, Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Linear("Classes")] public partial Sequence Classifier { get; }
}
