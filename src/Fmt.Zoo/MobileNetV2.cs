using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>MobileNetV2 for ImageNet, as torchvision's (Sandler et al. 2018, arXiv 1801.04381, table 2).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class MobileNetV2
{
    /// <summary>Seven stages of inverted residuals between two convolutions.</summary>
    [Use<MobileV2Conv>("Width = 32, Kernel = 3, Stride = 2")]
    [Use<InvertedResidual>("Expand = 1, Width = 16")]
    [Repeat<InvertedResidual>(2, "Width = 24, Stride = first ? 2 : 1")]
    [Repeat<InvertedResidual>(3, "Width = 32, Stride = first ? 2 : 1")]
    [Repeat<InvertedResidual>(4, "Width = 64, Stride = first ? 2 : 1")]
    [Repeat<InvertedResidual>(3, "Width = 96")]
    [Repeat<InvertedResidual>(3, "Width = 160, Stride = first ? 2 : 1")]
    [Use<InvertedResidual>("Width = 320")]
    [Use<MobileV2Conv>("Width = 1280")]
    public partial Sequence Features { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Convolution, batch norm, ReLU6.</summary>
[Block]
public sealed partial class MobileV2Conv
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Kernel { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(1)] public partial int Groups { get; }

    /// <summary>The layers.</summary>
    [Conv2d(nameof(Width), Kernel = nameof(Kernel), Stride = nameof(Stride), Padding = "(Kernel - 1) / 2", Groups = nameof(Groups), Bias = false, Name = ""), BatchNorm2d, ReLU6]
    public partial Sequence Layers { get; }
}

/// <summary>Inverted residual: widen (where it is wider), depthwise convolution, narrow without an activation.</summary>
[Block]
public sealed partial class InvertedResidual
{
    [Parameter(6)] public partial int Expand { get; }
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }

    /// <summary>The branch.</summary>
    [Use<MobileV2Conv>("Width = Expand * input.Channels", LayerWhen = "Expand != 1")]
    [Use<MobileV2Conv>("Width = Expand * input.Channels, Kernel = 3, Stride = Stride, Groups = Expand * input.Channels")]
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d]
    public partial Sequence Conv { get; }
    [Add(nameof(Conv), Edge.Input, When = "Stride == 1 && input.Channels == Width")] public partial Activation? Sum { get; }
}
