using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>ResNet-50 for ImageNet, as torchvision's (He et al. 2015, arXiv 1512.03385, table 1, with the stride in the 3x3 convolutions).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class ResNet50
{
    [Use<ResNet50Layers>(Name = "")] public partial ResNet50Layers Layers { get; }
}

/// <summary>ResNeXt-50 32x4d for ImageNet, as torchvision's (Xie et al. 2016, arXiv 1611.05431, table 1).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class ResNeXt50
{
    [Use<ResNet50Layers>("Groups = 32, GroupWidth = 4", Name = "")] public partial ResNet50Layers Layers { get; }
}

/// <summary>Wide ResNet-50-2 for ImageNet, as torchvision's (Zagoruyko and Komodakis 2016, arXiv 1605.07146): the 3x3 convolutions are twice as wide.</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class WideResNet50_2
{
    [Use<ResNet50Layers>("GroupWidth = 128", Name = "")] public partial ResNet50Layers Layers { get; }
}

/// <summary>The layers of ResNet-50 and its relatives, for any input size.</summary>
[Block]
public sealed partial class ResNet50Layers
{
    [Parameter(1)] public partial int Groups { get; }
    [Parameter(64)] public partial int GroupWidth { get; }
    [Conv2d(64, Kernel = 7, Stride = 2, Padding = 3, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Activation Maxpool { get; }
    [Repeat<Bottleneck>(3, "Width = 64, Groups = Groups, GroupWidth = GroupWidth")] public partial Stage<Bottleneck> Layer1 { get; }
    [Repeat<Bottleneck>(4, "Width = 128, Stride = first ? 2 : 1, Groups = Groups, GroupWidth = GroupWidth")] public partial Stage<Bottleneck> Layer2 { get; }
    [Repeat<Bottleneck>(6, "Width = 256, Stride = first ? 2 : 1, Groups = Groups, GroupWidth = GroupWidth")] public partial Stage<Bottleneck> Layer3 { get; }
    [Repeat<Bottleneck>(3, "Width = 512, Stride = first ? 2 : 1, Groups = Groups, GroupWidth = GroupWidth")] public partial Stage<Bottleneck> Layer4 { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Bottleneck of ResNet: 1x1, 3x3 (in groups for ResNeXt) and 1x1 convolution to four times the width.</summary>
[Block]
public sealed partial class Bottleneck
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(1)] public partial int Groups { get; }
    [Parameter(64)] public partial int GroupWidth { get; }
    [Conv2d("Width * GroupWidth / 64 * Groups", Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d("Conv1.Channels", Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = nameof(Groups), Bias = false)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Conv2d("4 * Width", Bias = false)] public partial Conv2d Conv3 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn3 { get; }
    [Conv2d("4 * Width", Stride = nameof(Stride), Bias = false, From = Edge.Input, When = "Stride != 1 || input.Channels != 4 * Width", Name = "downsample.0")]
    public partial Conv2d? Shortcut { get; }
    [BatchNorm2d(From = nameof(Shortcut), When = nameof(Shortcut), Name = "downsample.1")] public partial BatchNorm2d? ShortcutBn { get; }
    [Add(nameof(Bn3), nameof(ShortcutBn))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Relu3 { get; }
}
