using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>EfficientNetV2-S for ImageNet, as torchvision's (Tan and Le 2021, arXiv 2104.00298, table 4).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class EfficientNetV2S
{
    [Use<EfficientConv>("Width = 24, Kernel = 3, Stride = 2, Eps = 1e-3", Name = "features.0")] public partial EfficientConv First { get; }
    [Repeat<FusedMBConv>(2, "Expand = 1, Width = 24, Drop = 0.2 * i / 40", Name = "features.1")] public partial Stage<FusedMBConv> Stage1 { get; }
    [Repeat<FusedMBConv>(4, "Expand = 4, Width = 48, Stride = first ? 2 : 1, Drop = 0.2 * (2 + i) / 40", Name = "features.2")] public partial Stage<FusedMBConv> Stage2 { get; }
    [Repeat<FusedMBConv>(4, "Expand = 4, Width = 64, Stride = first ? 2 : 1, Drop = 0.2 * (6 + i) / 40", Name = "features.3")] public partial Stage<FusedMBConv> Stage3 { get; }
    [Repeat<MBConv>(6, "Expand = 4, Kernel = 3, Width = 128, Stride = first ? 2 : 1, Drop = 0.2 * (10 + i) / 40, Eps = 1e-3", Name = "features.4")] public partial Stage<MBConv> Stage4 { get; }
    [Repeat<MBConv>(9, "Expand = 6, Kernel = 3, Width = 160, Drop = 0.2 * (16 + i) / 40, Eps = 1e-3", Name = "features.5")] public partial Stage<MBConv> Stage5 { get; }
    [Repeat<MBConv>(15, "Expand = 6, Kernel = 3, Width = 256, Stride = first ? 2 : 1, Drop = 0.2 * (25 + i) / 40, Eps = 1e-3", Name = "features.6")] public partial Stage<MBConv> Stage6 { get; }
    [Use<EfficientConv>("Width = 1280, Eps = 1e-3", Name = "features.7")] public partial EfficientConv Last { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Inverted residual whose widening and depthwise convolution are one 3x3 convolution, which alone is the block where nothing is widened.</summary>
[Block]
public sealed partial class FusedMBConv
{
    [Parameter] public partial int Expand { get; }
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(0.0)] public partial double Drop { get; }
    [Use<EfficientConv>("Width = Expand == 1 ? Width : Expand * input.Channels, Kernel = 3, Stride = Stride, Eps = 1e-3", Name = "block.0")] public partial EfficientConv Fused { get; }

    /// <summary>Back to the narrow width, without an activation.</summary>
    [Conv2d(nameof(Width), Bias = false, When = "Expand != 1", Name = "block.1"), BatchNorm2d(Eps = 1e-3)] public partial Sequence? Narrow { get; }
    [StochasticDepth(nameof(Drop), When = "Stride == 1 && input.Channels == Width")] public partial Activation? Depth { get; }
    [Add(nameof(Depth), Edge.Input, When = nameof(Depth))] public partial Activation? Sum { get; }
}
