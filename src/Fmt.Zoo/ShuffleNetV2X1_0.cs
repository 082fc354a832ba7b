using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>ShuffleNetV2 x1.0 for ImageNet, as torchvision's (Ma et al. 2018, arXiv 1807.11164, table 5).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class ShuffleNetV2X1_0
{
    [Conv2d(24, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Conv1 { get; }
    [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Activation Maxpool { get; }
    [Repeat<ShuffleUnit>(4, "Width = 58, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage2 { get; }
    [Repeat<ShuffleUnit>(8, "Width = 116, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage3 { get; }
    [Repeat<ShuffleUnit>(4, "Width = 232, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage4 { get; }
    [Conv2d(1024, Bias = false), BatchNorm2d, ReLU] public partial Sequence Conv5 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Half of the maps passes by; with a stride both halves are made from all of them.</summary>
[Block]
public sealed partial class ShuffleUnit
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Slice(0, nameof(Width), When = "Stride == 1")] public partial Activation? Left { get; }
    [Conv2d("input.Channels", Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = "input.Channels", Bias = false, When = "Stride > 1"), BatchNorm2d]
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d, ReLU]
    public partial Sequence? Branch1 { get; }
    [Slice(nameof(Width), nameof(Width), From = Edge.Input, When = "Stride == 1")] public partial Activation? Right { get; }
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d, ReLU]
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = nameof(Width), Bias = false), BatchNorm2d]
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d, ReLU]
    public partial Sequence Branch2 { get; }
    [Concat(nameof(Branch1), nameof(Branch2))] public partial Activation All { get; }
    [ChannelShuffle(2)] public partial Activation Shuffled { get; }
}
