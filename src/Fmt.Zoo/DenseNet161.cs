using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>DenseNet-161 for ImageNet, as torchvision's (Huang et al. 2016, arXiv 1608.06993, table 1; growth 48).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class DenseNet161
{
    [Conv2d(96, Kernel = 7, Stride = 2, Padding = 3, Bias = false, Name = "features.conv0")] public partial Conv2d Conv0 { get; }
    [BatchNorm2d(Name = "features.norm0")] public partial BatchNorm2d Norm0 { get; }
    [ReLU] public partial Activation Relu0 { get; }
    [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Activation Pool0 { get; }
    [Repeat<DenseLayer>(6, "Growth = 48", Name = "features.denseblock1.denselayer{i + 1}")] public partial Stage<DenseLayer> Denseblock1 { get; }
    [Use<DenseTransition>(Name = "features.transition1")] public partial DenseTransition Transition1 { get; }
    [Repeat<DenseLayer>(12, "Growth = 48", Name = "features.denseblock2.denselayer{i + 1}")] public partial Stage<DenseLayer> Denseblock2 { get; }
    [Use<DenseTransition>(Name = "features.transition2")] public partial DenseTransition Transition2 { get; }
    [Repeat<DenseLayer>(36, "Growth = 48", Name = "features.denseblock3.denselayer{i + 1}")] public partial Stage<DenseLayer> Denseblock3 { get; }
    [Use<DenseTransition>(Name = "features.transition3")] public partial DenseTransition Transition3 { get; }
    [Repeat<DenseLayer>(24, "Growth = 48", Name = "features.denseblock4.denselayer{i + 1}")] public partial Stage<DenseLayer> Denseblock4 { get; }
    [BatchNorm2d(Name = "features.norm5")] public partial BatchNorm2d Norm5 { get; }
    [ReLU] public partial Activation Relu5 { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Classifier { get; }
}

/// <summary>Adds Growth maps to those it reads.</summary>
[Block]
public sealed partial class DenseLayer
{
    [Parameter] public partial int Growth { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d("4 * Growth", Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Conv2d(nameof(Growth), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [Concat(Edge.Input, nameof(Conv2))] public partial Activation All { get; }
}

/// <summary>Halves the maps and their sides.</summary>
[Block]
public sealed partial class DenseTransition
{
    [BatchNorm2d] public partial BatchNorm2d Norm { get; }
    [ReLU] public partial Activation Relu { get; }
    [Conv2d("input.Channels / 2", Bias = false)] public partial Conv2d Conv { get; }
    [AvgPool2d(2)] public partial Activation Pool { get; }
}
