using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

/// <summary>SqueezeNet 1.1 (Iandola et al. 2016, arXiv 1602.07360).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class SqueezeNet
{
    [Conv2d(64, Kernel = 3, Stride = 2), ReLU, MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Sequence Features { get; }
    [Repeat<Fire>(2, "Squeeze = 16, Expand = 64", Name = "features.{3 + i}")] public partial Stage<Fire> Fire3 { get; }
    [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Pool5 { get; }
    [Repeat<Fire>(2, "Squeeze = 32, Expand = 128", Name = "features.{6 + i}")] public partial Stage<Fire> Fire6 { get; }
    [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Pool8 { get; }
    [Repeat<Fire>(4, "Squeeze = i < 2 ? 48 : 64, Expand = i < 2 ? 192 : 256", Name = "features.{9 + i}")] public partial Stage<Fire> Fire9 { get; }
    [Dropout, Conv2d("Classes"), ReLU, GlobalAvgPool2d, Flatten] public partial Sequence Classifier { get; }
}
