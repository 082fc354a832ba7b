using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

/// <summary>Inception v3 without the auxiliary classifier (Szegedy et al. 2015, arXiv 1512.00567, table 1).</summary>
[Network("3x299x299", Classes = 1000)]
public sealed partial class InceptionV3
{
    [Use<BasicConv>("Width = 32, H = 3, W = 3, Stride = 2, Pad = false", Name = "Conv2d_1a_3x3")] public partial BasicConv Conv1a { get; }
    [Use<BasicConv>("Width = 32, H = 3, W = 3, Pad = false", Name = "Conv2d_2a_3x3")] public partial BasicConv Conv2a { get; }
    [Use<BasicConv>("Width = 64, H = 3, W = 3", Name = "Conv2d_2b_3x3")] public partial BasicConv Conv2b { get; }
    [MaxPool2d(3, Stride = 2)] public partial Activation Pool1 { get; }
    [Use<BasicConv>("Width = 80", Name = "Conv2d_3b_1x1")] public partial BasicConv Conv3b { get; }
    [Use<BasicConv>("Width = 192, H = 3, W = 3, Pad = false", Name = "Conv2d_4a_3x3")] public partial BasicConv Conv4a { get; }
    [MaxPool2d(3, Stride = 2)] public partial Activation Pool2 { get; }
    [Use<InceptionA>("Pool = 32", Name = "Mixed_5b", Expect = "256x35x35")] public partial InceptionA Mixed5b { get; }
    [Use<InceptionA>("Pool = 64", Name = "Mixed_5c")] public partial InceptionA Mixed5c { get; }
    [Use<InceptionA>("Pool = 64", Name = "Mixed_5d")] public partial InceptionA Mixed5d { get; }
    [Use<InceptionB>(Name = "Mixed_6a", Expect = "768x17x17")] public partial InceptionB Mixed6a { get; }
    [Use<InceptionC>("Width = 128", Name = "Mixed_6b")] public partial InceptionC Mixed6b { get; }
    [Use<InceptionC>("Width = 160", Name = "Mixed_6c")] public partial InceptionC Mixed6c { get; }
    [Use<InceptionC>("Width = 160", Name = "Mixed_6d")] public partial InceptionC Mixed6d { get; }
    [Use<InceptionC>("Width = 192", Name = "Mixed_6e")] public partial InceptionC Mixed6e { get; }
    [Use<InceptionD>(Name = "Mixed_7a", Expect = "1280x8x8")] public partial InceptionD Mixed7a { get; }
    [Use<InceptionE>(Name = "Mixed_7b")] public partial InceptionE Mixed7b { get; }
    [Use<InceptionE>(Name = "Mixed_7c", Expect = "2048x8x8")] public partial InceptionE Mixed7c { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Dropout] public partial Activation Dropout { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

[Block]
public sealed partial class BasicConv
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int H { get; }
    [Parameter(1)] public partial int W { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(true)] public partial bool Pad { get; }
    [Conv2d(nameof(Width), Kernel = "(H, W)", Stride = nameof(Stride), Padding = "(Pad ? H / 2 : 0, Pad ? W / 2 : 0)", Bias = false)] public partial Conv2d Conv { get; }
    [BatchNorm2d(Eps = 1e-3)] public partial BatchNorm2d Bn { get; }
    [ReLU] public partial Activation Relu { get; }
}

[Block]
public sealed partial class InceptionA
{
    [Parameter] public partial int Pool { get; }
    [Use<BasicConv>("Width = 64", Name = "branch1x1")] public partial BasicConv One { get; }
    [Use<BasicConv>("Width = 48", From = Edge.Input, Name = "branch5x5_1")] public partial BasicConv Five1 { get; }
    [Use<BasicConv>("Width = 64, H = 5, W = 5", Name = "branch5x5_2")] public partial BasicConv Five2 { get; }
    [Use<BasicConv>("Width = 64", From = Edge.Input, Name = "branch3x3dbl_1")] public partial BasicConv Double1 { get; }
    [Repeat<BasicConv>(2, "Width = 96, H = 3, W = 3", Name = "branch3x3dbl_{i + 2}")] public partial Stage<BasicConv> Double2 { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<BasicConv>("Width = Pool", Name = "branch_pool")] public partial BasicConv Pooled { get; }
    [Concat(nameof(One), nameof(Five2), nameof(Double2), nameof(Pooled))] public partial Activation All { get; }
}

[Block]
public sealed partial class InceptionB
{
    [Use<BasicConv>("Width = 384, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch3x3")] public partial BasicConv Three { get; }
    [Use<BasicConv>("Width = 64", From = Edge.Input, Name = "branch3x3dbl_1")] public partial BasicConv Double1 { get; }
    [Repeat<BasicConv>(2, "Width = 96, H = 3, W = 3, Stride = last ? 2 : 1, Pad = first", Name = "branch3x3dbl_{i + 2}")] public partial Stage<BasicConv> Double2 { get; }
    [MaxPool2d(3, Stride = 2, From = Edge.Input)] public partial Activation Pool { get; }
    [Concat(nameof(Three), nameof(Double2), nameof(Pool))] public partial Activation All { get; }
}

[Block]
public sealed partial class InceptionC
{
    [Parameter] public partial int Width { get; }
    [Use<BasicConv>("Width = 192", Name = "branch1x1")] public partial BasicConv One { get; }
    [Use<BasicConv>("Width = Width", From = Edge.Input, Name = "branch7x7_1")] public partial BasicConv Seven1 { get; }
    [Repeat<BasicConv>(2, "Width = last ? 192 : Width, H = first ? 1 : 7, W = first ? 7 : 1", Name = "branch7x7_{i + 2}")] public partial Stage<BasicConv> Seven2 { get; }
    [Use<BasicConv>("Width = Width", From = Edge.Input, Name = "branch7x7dbl_1")] public partial BasicConv Double1 { get; }
    [Repeat<BasicConv>(4, "Width = last ? 192 : Width, H = i % 2 == 0 ? 7 : 1, W = i % 2 == 0 ? 1 : 7", Name = "branch7x7dbl_{i + 2}")] public partial Stage<BasicConv> Double2 { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<BasicConv>("Width = 192", Name = "branch_pool")] public partial BasicConv Pooled { get; }
    [Concat(nameof(One), nameof(Seven2), nameof(Double2), nameof(Pooled))] public partial Activation All { get; }
}

[Block]
public sealed partial class InceptionD
{
    [Use<BasicConv>("Width = 192", Name = "branch3x3_1")] public partial BasicConv Three1 { get; }
    [Use<BasicConv>("Width = 320, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch3x3_2")] public partial BasicConv Three2 { get; }
    [Use<BasicConv>("Width = 192", From = Edge.Input, Name = "branch7x7x3_1")] public partial BasicConv Seven1 { get; }
    [Repeat<BasicConv>(2, "Width = 192, H = first ? 1 : 7, W = first ? 7 : 1", Name = "branch7x7x3_{i + 2}")] public partial Stage<BasicConv> Seven2 { get; }
    [Use<BasicConv>("Width = 192, H = 3, W = 3, Stride = 2, Pad = false", Name = "branch7x7x3_4")] public partial BasicConv Seven4 { get; }
    [MaxPool2d(3, Stride = 2, From = Edge.Input)] public partial Activation Pool { get; }
    [Concat(nameof(Three2), nameof(Seven4), nameof(Pool))] public partial Activation All { get; }
}

[Block]
public sealed partial class InceptionE
{
    [Use<BasicConv>("Width = 320", Name = "branch1x1")] public partial BasicConv One { get; }
    [Use<BasicConv>("Width = 384", From = Edge.Input, Name = "branch3x3_1")] public partial BasicConv Three1 { get; }
    [Use<BasicConv>("Width = 384, W = 3", Name = "branch3x3_2a")] public partial BasicConv Three2a { get; }
    [Use<BasicConv>("Width = 384, H = 3", From = nameof(Three1), Name = "branch3x3_2b")] public partial BasicConv Three2b { get; }
    [Use<BasicConv>("Width = 448", From = Edge.Input, Name = "branch3x3dbl_1")] public partial BasicConv Double1 { get; }
    [Use<BasicConv>("Width = 384, H = 3, W = 3", Name = "branch3x3dbl_2")] public partial BasicConv Double2 { get; }
    [Use<BasicConv>("Width = 384, W = 3", Name = "branch3x3dbl_3a")] public partial BasicConv Double3a { get; }
    [Use<BasicConv>("Width = 384, H = 3", From = nameof(Double2), Name = "branch3x3dbl_3b")] public partial BasicConv Double3b { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<BasicConv>("Width = 192", Name = "branch_pool")] public partial BasicConv Pooled { get; }
    [Concat(nameof(One), nameof(Three2a), nameof(Three2b), nameof(Double3a), nameof(Double3b), nameof(Pooled))] public partial Activation All { get; }
}
