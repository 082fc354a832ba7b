using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>Inception v3 for ImageNet, as torchvision's (Szegedy et al. 2015, arXiv 1512.00567, table 1).</summary>
[Network("3x299x299", Classes = 1000)]
public sealed partial class InceptionV3
{
    [Use<InceptionConv>("Width = 32, H = 3, W = 3, Stride = 2, Pad = false", Name = "Conv2d_1a_3x3")] public partial InceptionConv Conv1a { get; }
    [Use<InceptionConv>("Width = 32, H = 3, W = 3, Pad = false", Name = "Conv2d_2a_3x3")] public partial InceptionConv Conv2a { get; }
    [Use<InceptionConv>("Width = 64, H = 3, W = 3", Name = "Conv2d_2b_3x3")] public partial InceptionConv Conv2b { get; }
    [MaxPool2d(3, Stride = 2)] public partial Activation Pool1 { get; }
    [Use<InceptionConv>("Width = 80", Name = "Conv2d_3b_1x1")] public partial InceptionConv Conv3b { get; }
    [Use<InceptionConv>("Width = 192, H = 3, W = 3, Pad = false", Name = "Conv2d_4a_3x3")] public partial InceptionConv Conv4a { get; }
    [MaxPool2d(3, Stride = 2)] public partial Activation Pool2 { get; }
    [Use<InceptionA>("Pool = 32", Name = "Mixed_5b")] public partial InceptionA Mixed5b { get; }
    [Use<InceptionA>("Pool = 64", Name = "Mixed_5c")] public partial InceptionA Mixed5c { get; }
    [Use<InceptionA>("Pool = 64", Name = "Mixed_5d")] public partial InceptionA Mixed5d { get; }
    [Use<InceptionB>(Name = "Mixed_6a")] public partial InceptionB Mixed6a { get; }
    [Use<InceptionC>("Width = 128", Name = "Mixed_6b")] public partial InceptionC Mixed6b { get; }
    [Use<InceptionC>("Width = 160", Name = "Mixed_6c")] public partial InceptionC Mixed6c { get; }
    [Use<InceptionC>("Width = 160", Name = "Mixed_6d")] public partial InceptionC Mixed6d { get; }
    [Use<InceptionC>("Width = 192", Name = "Mixed_6e")] public partial InceptionC Mixed6e { get; }
    [Use<InceptionAux>(Name = "AuxLogits", Called = false)] public partial InceptionAux AuxLogits { get; }
    [Use<InceptionD>(Name = "Mixed_7a")] public partial InceptionD Mixed7a { get; }
    [Use<InceptionE>(Name = "Mixed_7b")] public partial InceptionE Mixed7b { get; }
    [Use<InceptionE>(Name = "Mixed_7c")] public partial InceptionE Mixed7c { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Dropout] public partial Activation Dropout { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Four branches on 35x35 maps: 1x1, 5x5, two 3x3, and the mean of the neighbours.</summary>
[Block]
public sealed partial class InceptionA
{
    [Parameter] public partial int Pool { get; }
    [Use<InceptionConv>("Width = 64", Name = "branch1x1")] public partial InceptionConv One { get; }
    [Use<InceptionConv>("Width = 48", From = Edge.Input, Name = "branch5x5_1")] public partial InceptionConv Five1 { get; }
    [Use<InceptionConv>("Width = 64, H = 5, W = 5", Name = "branch5x5_2")] public partial InceptionConv Five2 { get; }
    [Use<InceptionConv>("Width = 64", From = Edge.Input, Name = "branch3x3dbl_1")] public partial InceptionConv Double1 { get; }
    [Repeat<InceptionConv>(2, "Width = 96, H = 3, W = 3", Name = "branch3x3dbl_{i + 2}")] public partial Stage<InceptionConv> Double2 { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<InceptionConv>("Width = Pool", Name = "branch_pool")] public partial InceptionConv Pooled { get; }
    [Concat(nameof(One), nameof(Five2), nameof(Double2), nameof(Pooled))] public partial Activation All { get; }
}

/// <summary>Halves the sides: a 3x3 convolution, three of them, and the maximum.</summary>
[Block]
public sealed partial class InceptionB
{
    [Use<InceptionConv>("Width = 384, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch3x3")] public partial InceptionConv Three { get; }
    [Use<InceptionConv>("Width = 64", From = Edge.Input, Name = "branch3x3dbl_1")] public partial InceptionConv Double1 { get; }
    [Repeat<InceptionConv>(2, "Width = 96, H = 3, W = 3, Stride = last ? 2 : 1, Pad = first", Name = "branch3x3dbl_{i + 2}")] public partial Stage<InceptionConv> Double2 { get; }
    [MaxPool2d(3, Stride = 2, From = Edge.Input)] public partial Activation Pool { get; }
    [Concat(nameof(Three), nameof(Double2), nameof(Pool))] public partial Activation All { get; }
}

/// <summary>Four branches on 17x17 maps; 7x7 convolutions are taken apart into 1x7 and 7x1.</summary>
[Block]
public sealed partial class InceptionC
{
    [Parameter] public partial int Width { get; }
    [Use<InceptionConv>("Width = 192", Name = "branch1x1")] public partial InceptionConv One { get; }
    [Use<InceptionConv>("Width = Width", From = Edge.Input, Name = "branch7x7_1")] public partial InceptionConv Seven1 { get; }
    [Repeat<InceptionConv>(2, "Width = last ? 192 : Width, H = first ? 1 : 7, W = first ? 7 : 1", Name = "branch7x7_{i + 2}")] public partial Stage<InceptionConv> Seven2 { get; }
    [Use<InceptionConv>("Width = Width", From = Edge.Input, Name = "branch7x7dbl_1")] public partial InceptionConv Double1 { get; }
    [Repeat<InceptionConv>(4, "Width = last ? 192 : Width, H = i % 2 == 0 ? 7 : 1, W = i % 2 == 0 ? 1 : 7", Name = "branch7x7dbl_{i + 2}")] public partial Stage<InceptionConv> Double2 { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<InceptionConv>("Width = 192", Name = "branch_pool")] public partial InceptionConv Pooled { get; }
    [Concat(nameof(One), nameof(Seven2), nameof(Double2), nameof(Pooled))] public partial Activation All { get; }
}

/// <summary>Halves the sides again: two branches of convolutions, and the maximum.</summary>
[Block]
public sealed partial class InceptionD
{
    [Use<InceptionConv>("Width = 192", Name = "branch3x3_1")] public partial InceptionConv Three1 { get; }
    [Use<InceptionConv>("Width = 320, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch3x3_2")] public partial InceptionConv Three2 { get; }
    [Use<InceptionConv>("Width = 192", From = Edge.Input, Name = "branch7x7x3_1")] public partial InceptionConv Seven1 { get; }
    [Repeat<InceptionConv>(2, "Width = 192, H = first ? 1 : 7, W = first ? 7 : 1", Name = "branch7x7x3_{i + 2}")] public partial Stage<InceptionConv> Seven2 { get; }
    [Use<InceptionConv>("Width = 192, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch7x7x3_4")] public partial InceptionConv Seven4 { get; }
    [MaxPool2d(3, Stride = 2, From = Edge.Input)] public partial Activation Pool { get; }
    [Concat(nameof(Three2), nameof(Seven4), nameof(Pool))] public partial Activation All { get; }
}

/// <summary>Branches on 8x8 maps, two of which end side by side in 1x3 and 3x1.</summary>
[Block]
public sealed partial class InceptionE
{
    [Use<InceptionConv>("Width = 320", Name = "branch1x1")] public partial InceptionConv One { get; }
    [Use<InceptionConv>("Width = 384", From = Edge.Input, Name = "branch3x3_1")] public partial InceptionConv Three1 { get; }
    [Use<InceptionConv>("Width = 384, W = 3", Name = "branch3x3_2a")] public partial InceptionConv Three2a { get; }
    [Use<InceptionConv>("Width = 384, H = 3", From = nameof(Three1), Name = "branch3x3_2b")] public partial InceptionConv Three2b { get; }
    [Use<InceptionConv>("Width = 448", From = Edge.Input, Name = "branch3x3dbl_1")] public partial InceptionConv Double1 { get; }
    [Use<InceptionConv>("Width = 384, H = 3, W = 3", Name = "branch3x3dbl_2")] public partial InceptionConv Double2 { get; }
    [Use<InceptionConv>("Width = 384, W = 3", Name = "branch3x3dbl_3a")] public partial InceptionConv Double3a { get; }
    [Use<InceptionConv>("Width = 384, H = 3", From = nameof(Double2), Name = "branch3x3dbl_3b")] public partial InceptionConv Double3b { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<InceptionConv>("Width = 192", Name = "branch_pool")] public partial InceptionConv Pooled { get; }
    [Concat(nameof(One), nameof(Three2a), nameof(Three2b), nameof(Double3a), nameof(Double3b), nameof(Pooled))] public partial Activation All { get; }
}

/// <summary>Auxiliary classifier: training with several outputs reads it, evaluation never does.</summary>
[Block]
public sealed partial class InceptionAux
{
    [AvgPool2d(5, Stride = 3)] public partial Activation Mean { get; }
    [Use<InceptionConv>("Width = 128")] public partial InceptionConv Conv0 { get; }
    [Use<InceptionConv>("Width = 768, H = 5, W = 5, Pad = false")] public partial InceptionConv Conv1 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
