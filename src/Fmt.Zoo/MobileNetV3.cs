using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>MobileNetV3-Large for ImageNet, as torchvision's (Howard et al. 2019, arXiv 1905.02244, table 1).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class MobileNetV3Large
{
    [Use<MobileConv>("Width = 16, Kernel = 3, Stride = 2, Hard = true", Name = "features.0")] public partial MobileConv First { get; }
    [Use<MobileBlock>("Kernel = 3, Expand = 16, Width = 16", Name = "features.1")] public partial MobileBlock Block1 { get; }
    [Use<MobileBlock>("Kernel = 3, Expand = 64, Width = 24, Stride = 2", Name = "features.2")] public partial MobileBlock Block2 { get; }
    [Use<MobileBlock>("Kernel = 3, Expand = 72, Width = 24", Name = "features.3")] public partial MobileBlock Block3 { get; }
    [Use<MobileBlock>("Kernel = 5, Expand = 72, Width = 40, Squeeze = true, Stride = 2", Name = "features.4")] public partial MobileBlock Block4 { get; }
    [Repeat<MobileBlock>(2, "Kernel = 5, Expand = 120, Width = 40, Squeeze = true", Name = "features.{5 + i}")] public partial Stage<MobileBlock> Block5 { get; }
    [Use<MobileBlock>("Kernel = 3, Expand = 240, Width = 80, Hard = true, Stride = 2", Name = "features.7")] public partial MobileBlock Block7 { get; }
    [Repeat<MobileBlock>(3, "Kernel = 3, Expand = first ? 200 : 184, Width = 80, Hard = true", Name = "features.{8 + i}")] public partial Stage<MobileBlock> Block8 { get; }
    [Repeat<MobileBlock>(2, "Kernel = 3, Expand = first ? 480 : 672, Width = 112, Squeeze = true, Hard = true", Name = "features.{11 + i}")] public partial Stage<MobileBlock> Block11 { get; }
    [Repeat<MobileBlock>(3, "Kernel = 5, Expand = first ? 672 : 960, Width = 160, Squeeze = true, Hard = true, Stride = first ? 2 : 1", Name = "features.{13 + i}")]
    public partial Stage<MobileBlock> Block13 { get; }
    [Use<MobileConv>("Width = 960, Hard = true", Name = "features.16")] public partial MobileConv Last { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear(1280), Hardswish, Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Convolution, batch norm, and hard swish or ReLU.</summary>
[Block]
public sealed partial class MobileConv
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Kernel { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(1)] public partial int Groups { get; }
    [Parameter(false)] public partial bool Hard { get; }

    /// <summary>The layers.</summary>
    [Conv2d(nameof(Width), Kernel = nameof(Kernel), Stride = nameof(Stride), Padding = "(Kernel - 1) / 2", Groups = nameof(Groups), Bias = false, Name = "")]
    [BatchNorm2d(Eps = 1e-3, Momentum = 0.01), ReLU(LayerWhen = "!Hard"), Hardswish(LayerWhen = nameof(Hard))]
    public partial Sequence Layers { get; }
}

/// <summary>Inverted residual: widen (where it is wider), depthwise convolution, squeeze and excitation (where wanted), narrow.</summary>
[Block]
public sealed partial class MobileBlock
{
    [Parameter] public partial int Kernel { get; }
    [Parameter] public partial int Expand { get; }
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(false)] public partial bool Squeeze { get; }
    [Parameter(false)] public partial bool Hard { get; }
    [Use<MobileConv>("Width = Expand, Hard = Hard", When = "Expand != input.Channels", Name = "block.0")] public partial MobileConv? Widen { get; }
    [Use<MobileConv>("Width = Expand, Kernel = Kernel, Stride = Stride, Groups = Expand, Hard = Hard", Name = "block.{Widen ? 1 : 0}")] public partial MobileConv Depthwise { get; }
    [Use<SqueezeExcitation>("Width = makeDivisible(Expand / 4, 8), Hard = true", When = nameof(Squeeze), Name = "block.{Widen ? 2 : 1}")]
    public partial SqueezeExcitation? Excite { get; }

    /// <summary>Back to the narrow width, without an activation.</summary>
    [Conv2d(nameof(Width), Bias = false, Name = "block.{(Widen ? 2 : 1) + (Squeeze ? 1 : 0)}"), BatchNorm2d(Eps = 1e-3, Momentum = 0.01)]
    public partial Sequence Narrow { get; }
    [Add(nameof(Narrow), Edge.Input, When = "Stride == 1 && input.Channels == Width")] public partial Activation? Sum { get; }
}

/// <summary>Squeeze and excitation (Hu et al. 2017, arXiv 1709.01507): weighs the maps by what all of them hold.</summary>
[Block]
public sealed partial class SqueezeExcitation
{
    [Parameter] public partial int Width { get; }
    [Parameter(false)] public partial bool Hard { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Conv2d(nameof(Width))] public partial Conv2d Fc1 { get; }

    /// <summary>ReLU in MobileNetV3, SiLU in EfficientNet.</summary>
    [ReLU(LayerWhen = nameof(Hard)), SiLU(LayerWhen = "!Hard")] public partial Sequence Middle { get; }
    [Conv2d("input.Channels")] public partial Conv2d Fc2 { get; }

    /// <summary>The weights, from 0 to 1.</summary>
    [Hardsigmoid(LayerWhen = nameof(Hard)), Sigmoid(LayerWhen = "!Hard")] public partial Sequence Gate { get; }
    [Multiply(nameof(Gate), Edge.Input)] public partial Activation Weighed { get; }
}
