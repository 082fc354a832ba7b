using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>GoogLeNet for ImageNet, as torchvision's: with batch norm, and 3x3 convolutions for the 5x5 of Szegedy et al. 2014, arXiv 1409.4842, table 1.</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class GoogLeNet
{
    [Use<InceptionConv>("Width = 64, H = 7, W = 7, Stride = 2")] public partial InceptionConv Conv1 { get; }
    [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Maxpool1 { get; }
    [Use<InceptionConv>("Width = 64")] public partial InceptionConv Conv2 { get; }
    [Use<InceptionConv>("Width = 192, H = 3, W = 3")] public partial InceptionConv Conv3 { get; }
    [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Maxpool2 { get; }
    [Use<GoogLeNetInception>("One = 64, Few3 = 96, Three = 128, Few5 = 16, Five = 32, Pool = 32")] public partial GoogLeNetInception Inception3a { get; }
    [Use<GoogLeNetInception>("One = 128, Few3 = 128, Three = 192, Few5 = 32, Five = 96, Pool = 64")] public partial GoogLeNetInception Inception3b { get; }
    [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Maxpool3 { get; }
    [Use<GoogLeNetInception>("One = 192, Few3 = 96, Three = 208, Few5 = 16, Five = 48, Pool = 64")] public partial GoogLeNetInception Inception4a { get; }
    [Use<GoogLeNetInception>("One = 160, Few3 = 112, Three = 224, Few5 = 24, Five = 64, Pool = 64")] public partial GoogLeNetInception Inception4b { get; }
    [Use<GoogLeNetInception>("One = 128, Few3 = 128, Three = 256, Few5 = 24, Five = 64, Pool = 64")] public partial GoogLeNetInception Inception4c { get; }
    [Use<GoogLeNetInception>("One = 112, Few3 = 144, Three = 288, Few5 = 32, Five = 64, Pool = 64")] public partial GoogLeNetInception Inception4d { get; }
    [Use<GoogLeNetInception>("One = 256, Few3 = 160, Three = 320, Few5 = 32, Five = 128, Pool = 128")] public partial GoogLeNetInception Inception4e { get; }
    [MaxPool2d(2, Stride = 2, CeilMode = true)] public partial Activation Maxpool4 { get; }
    [Use<GoogLeNetInception>("One = 256, Few3 = 160, Three = 320, Few5 = 32, Five = 128, Pool = 128")] public partial GoogLeNetInception Inception5a { get; }
    [Use<GoogLeNetInception>("One = 384, Few3 = 192, Three = 384, Few5 = 48, Five = 128, Pool = 128")] public partial GoogLeNetInception Inception5b { get; }
    [Use<GoogLeNetAux>(From = nameof(Inception4a), Called = false)] public partial GoogLeNetAux Aux1 { get; }
    [Use<GoogLeNetAux>(From = nameof(Inception4d), Called = false)] public partial GoogLeNetAux Aux2 { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Dropout(0.2)] public partial Activation Dropout { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Four branches side by side: 1x1, 3x3 and what the paper has as 5x5 behind few maps, and the maximum of the neighbours.</summary>
[Block]
public sealed partial class GoogLeNetInception
{
    [Parameter] public partial int One { get; }
    [Parameter] public partial int Few3 { get; }
    [Parameter] public partial int Three { get; }
    [Parameter] public partial int Few5 { get; }
    [Parameter] public partial int Five { get; }
    [Parameter] public partial int Pool { get; }
    [Use<InceptionConv>("Width = One")] public partial InceptionConv Branch1 { get; }
    [Use<InceptionConv>("Width = Few3", From = Edge.Input), Use<InceptionConv>("Width = Three, H = 3, W = 3")] public partial Sequence Branch2 { get; }
    [Use<InceptionConv>("Width = Few5", From = Edge.Input), Use<InceptionConv>("Width = Five, H = 3, W = 3")] public partial Sequence Branch3 { get; }
    [MaxPool2d(3, Stride = 1, Padding = 1, CeilMode = true, From = Edge.Input), Use<InceptionConv>("Width = Pool")] public partial Sequence Branch4 { get; }
    [Concat(nameof(Branch1), nameof(Branch2), nameof(Branch3), nameof(Branch4))] public partial Activation All { get; }
}

/// <summary>Auxiliary classifier: training with several outputs reads it, evaluation never does.</summary>
[Block]
public sealed partial class GoogLeNetAux
{
    [AdaptiveAvgPool2d(4)] public partial Activation Mean { get; }
    [Use<InceptionConv>("Width = 128")] public partial InceptionConv Conv { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear(1024)] public partial Linear Fc1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Dropout(0.7)] public partial Activation Dropout { get; }
    [Linear("Classes")] public partial Linear Fc2 { get; }
}
