using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>EfficientNet-B3 for ImageNet, as torchvision's (Tan and Le 2019, arXiv 1905.11946, table 1, widened by 1.2 and deepened by 1.4).</summary>
[Network("3x300x300", Classes = 1000)]
public sealed partial class EfficientNetB3
{
    [Use<EfficientConv>("Width = 40, Kernel = 3, Stride = 2", Name = "features.0")] public partial EfficientConv First { get; }
    [Repeat<MBConv>(2, "Expand = 1, Kernel = 3, Width = 24, Drop = 0.2 * i / 26", Name = "features.1")] public partial Stage<MBConv> Stage1 { get; }
    [Repeat<MBConv>(3, "Expand = 6, Kernel = 3, Width = 32, Stride = first ? 2 : 1, Drop = 0.2 * (2 + i) / 26", Name = "features.2")] public partial Stage<MBConv> Stage2 { get; }
    [Repeat<MBConv>(3, "Expand = 6, Kernel = 5, Width = 48, Stride = first ? 2 : 1, Drop = 0.2 * (5 + i) / 26", Name = "features.3")] public partial Stage<MBConv> Stage3 { get; }
    [Repeat<MBConv>(5, "Expand = 6, Kernel = 3, Width = 96, Stride = first ? 2 : 1, Drop = 0.2 * (8 + i) / 26", Name = "features.4")] public partial Stage<MBConv> Stage4 { get; }
    [Repeat<MBConv>(5, "Expand = 6, Kernel = 5, Width = 136, Drop = 0.2 * (13 + i) / 26", Name = "features.5")] public partial Stage<MBConv> Stage5 { get; }
    [Repeat<MBConv>(6, "Expand = 6, Kernel = 5, Width = 232, Stride = first ? 2 : 1, Drop = 0.2 * (18 + i) / 26", Name = "features.6")] public partial Stage<MBConv> Stage6 { get; }
    [Repeat<MBConv>(2, "Expand = 6, Kernel = 3, Width = 384, Drop = 0.2 * (24 + i) / 26", Name = "features.7")] public partial Stage<MBConv> Stage7 { get; }
    [Use<EfficientConv>("Width = 1536", Name = "features.8")] public partial EfficientConv Last { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Dropout(0.3), Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Convolution, batch norm, SiLU.</summary>
[Block]
public sealed partial class EfficientConv
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Kernel { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(1)] public partial int Groups { get; }
    [Parameter(1e-5)] public partial double Eps { get; }

    /// <summary>The layers.</summary>
    [Conv2d(nameof(Width), Kernel = nameof(Kernel), Stride = nameof(Stride), Padding = "(Kernel - 1) / 2", Groups = nameof(Groups), Bias = false, Name = "")]
    [BatchNorm2d(Eps = nameof(Eps)), SiLU]
    public partial Sequence Layers { get; }
}

/// <summary>Inverted residual with squeeze and excitation and stochastic depth.</summary>
[Block]
public sealed partial class MBConv
{
    [Parameter] public partial int Expand { get; }
    [Parameter] public partial int Kernel { get; }
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(0.0)] public partial double Drop { get; }
    [Parameter(1e-5)] public partial double Eps { get; }
    [Use<EfficientConv>("Width = Expand * input.Channels, Eps = Eps", When = "Expand != 1", Name = "block.0")] public partial EfficientConv? Widen { get; }
    [Use<EfficientConv>("Width = Expand * input.Channels, Kernel = Kernel, Stride = Stride, Groups = Expand * input.Channels, Eps = Eps", Name = "block.{Widen ? 1 : 0}")]
    public partial EfficientConv Depthwise { get; }
    [Use<SqueezeExcitation>("Width = max(1, input.Channels / 4)", Name = "block.{Widen ? 2 : 1}")] public partial SqueezeExcitation Excite { get; }

    /// <summary>Back to the narrow width, without an activation.</summary>
    [Conv2d(nameof(Width), Bias = false, Name = "block.{Widen ? 3 : 2}"), BatchNorm2d(Eps = nameof(Eps))] public partial Sequence Narrow { get; }
    [StochasticDepth(nameof(Drop), When = "Stride == 1 && input.Channels == Width")] public partial Activation? Depth { get; }
    [Add(nameof(Depth), Edge.Input, When = nameof(Depth))] public partial Activation? Sum { get; }
}
