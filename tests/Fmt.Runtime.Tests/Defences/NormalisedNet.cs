using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>One convolution behind the normalisation of CIFAR-10's first channel.</summary>
[Network("1x8x8", Classes = 2, Mean = [.4914], Std = [.247])]
public sealed partial class NormalisedNet
{
    [Conv2d(2, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
