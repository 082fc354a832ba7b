using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>SqueezeNet 1.1 for ImageNet, as torchvision's (Iandola et al. 2016, arXiv 1602.07360).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class SqueezeNet1_1
{
    /// <summary>Eight fire modules behind a convolution.</summary>
    [Conv2d(64, Kernel = 3, Stride = 2), ReLU, MaxPool2d(3, Stride = 2, CeilMode = true)]
    [Repeat<Fire>(2, "Squeeze = 16, Expand = 64"), MaxPool2d(3, Stride = 2, CeilMode = true)]
    [Repeat<Fire>(2, "Squeeze = 32, Expand = 128"), MaxPool2d(3, Stride = 2, CeilMode = true)]
    [Repeat<Fire>(4, "Squeeze = i < 2 ? 48 : 64, Expand = i < 2 ? 192 : 256")]
    public partial Sequence Features { get; }
    [Dropout, Conv2d("Classes"), ReLU, GlobalAvgPool2d, Flatten] public partial Sequence Classifier { get; }
}

/// <summary>Few maps by 1x1 convolutions, then many by 1x1 and by 3x3, one behind the other.</summary>
[Block]
public sealed partial class Fire
{
    [Parameter] public partial int Squeeze { get; }
    [Parameter] public partial int Expand { get; }
    [Conv2d(nameof(Squeeze), Name = "squeeze")] public partial Conv2d Few { get; }
    [ReLU] public partial Activation FewRelu { get; }
    [Conv2d(nameof(Expand))] public partial Conv2d Expand1x1 { get; }
    [ReLU] public partial Activation Relu1x1 { get; }
    [Conv2d(nameof(Expand), Kernel = 3, Padding = 1, From = nameof(FewRelu))] public partial Conv2d Expand3x3 { get; }
    [ReLU] public partial Activation Relu3x3 { get; }
    [Concat(nameof(Relu1x1), nameof(Relu3x3))] public partial Activation All { get; }
}
