using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>MobileNetV2 for ImageNet, as torchvision's (Sandler et al. 2018, arXiv 1801.04381, table 2).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class MobileNetV2
{
    [Conv2d(32, Kernel = 3, Stride = 2, Padding = 1, Bias = false, Name = "features.0"), BatchNorm2d, ReLU6] public partial Sequence First { get; }
    [Use<InvertedResidual>("Expand = 1, Width = 16", Name = "features.1")] public partial InvertedResidual Block1 { get; }
    [Repeat<InvertedResidual>(2, "Width = 24, Stride = first ? 2 : 1", Name = "features.{2 + i}")] public partial Stage<InvertedResidual> Block2 { get; }
    [Repeat<InvertedResidual>(3, "Width = 32, Stride = first ? 2 : 1", Name = "features.{4 + i}")] public partial Stage<InvertedResidual> Block4 { get; }
    [Repeat<InvertedResidual>(4, "Width = 64, Stride = first ? 2 : 1", Name = "features.{7 + i}")] public partial Stage<InvertedResidual> Block7 { get; }
    [Repeat<InvertedResidual>(3, "Width = 96", Name = "features.{11 + i}")] public partial Stage<InvertedResidual> Block11 { get; }
    [Repeat<InvertedResidual>(3, "Width = 160, Stride = first ? 2 : 1", Name = "features.{14 + i}")] public partial Stage<InvertedResidual> Block14 { get; }
    [Use<InvertedResidual>("Width = 320", Name = "features.17")] public partial InvertedResidual Block17 { get; }
    [Conv2d(1280, Bias = false, Name = "features.18"), BatchNorm2d, ReLU6] public partial Sequence Last { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Inverted residual: widen (where it is wider), depthwise convolution, narrow without an activation.</summary>
[Block]
public sealed partial class InvertedResidual
{
    [Parameter(6)] public partial int Expand { get; }
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Conv2d("Expand * input.Channels", Bias = false, When = "Expand != 1", Name = "conv.0"), BatchNorm2d, ReLU6] public partial Sequence? Widen { get; }
    [Conv2d("Expand * input.Channels", Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = "Expand * input.Channels", Bias = false, Name = "conv.{Widen ? 1 : 0}"), BatchNorm2d, ReLU6]
    public partial Sequence Depthwise { get; }
    [Conv2d(nameof(Width), Bias = false, Name = "conv.{Widen ? 2 : 1}")] public partial Conv2d Narrow { get; }
    [BatchNorm2d(Name = "conv.{Widen ? 3 : 2}")] public partial BatchNorm2d Norm { get; }
    [Add(nameof(Norm), Edge.Input, When = "Stride == 1 && input.Channels == Width")] public partial Activation? Sum { get; }
}
