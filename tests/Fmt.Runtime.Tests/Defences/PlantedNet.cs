using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>One convolution straight to the logits: what a map is worth can be written down.</summary>
[Network("1x8x8", Classes = 2)]
public sealed partial class PlantedNet
{
    [Conv2d(64, Kernel = 3, Bias = false)] public partial Conv2d Conv { get; }
    [ReLU] public partial Activation Relu { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
