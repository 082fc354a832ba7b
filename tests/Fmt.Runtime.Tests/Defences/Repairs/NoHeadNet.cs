using TorchSharp.Modules;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Logits from a convolution.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class NoHeadNet
{
    [Conv2d("Classes", Kernel = 3)] public partial Conv2d Conv { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
}
