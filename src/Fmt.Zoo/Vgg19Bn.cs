using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>VGG-19 with batch norm for ImageNet, as torchvision's (Simonyan and Zisserman 2014, arXiv 1409.1556, table 1, column E).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class Vgg19Bn
{
    /// <summary>Five stages of convolutions.</summary>
    [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
    [Conv2d(128, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(128, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
    [Conv2d(256, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(256, Kernel = 3, Padding = 1), BatchNorm2d, ReLU]
    [Conv2d(256, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(256, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
    [Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU]
    [Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
    [Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU]
    [Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(512, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)]
    public partial Sequence Features { get; }

    /// <summary>To the 7x7 that the classifier's weights are for.</summary>
    [AdaptiveAvgPool2d(7)] public partial Activation Avgpool { get; }

    /// <summary>Map to vector.</summary>
    [Flatten] public partial Activation Flat { get; }

    /// <summary>Logits.</summary>
    [Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Dropout, Linear("Classes")] public partial Sequence Classifier { get; }
}
