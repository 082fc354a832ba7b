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
