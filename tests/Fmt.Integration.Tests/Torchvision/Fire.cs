using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class Fire
{
    [Parameter] public partial int Squeeze { get; }
    [Parameter] public partial int Expand { get; }
    [Conv2d(nameof(Squeeze), Name = "squeeze")] public partial Conv2d Few { get; }
    [ReLU] public partial Activation FewRelu { get; }
    [Conv2d(nameof(Expand))] public partial Conv2d Expand1x1 { get; }
    [ReLU] public partial Activation Relu1x1 { get; }
    [Conv2d(nameof(Expand), Kernel = 3, Padding = 1, From = nameof(FewRelu))] public partial Conv2d Expand3x3 { get; }
    [ReLU] public partial Activation Relu3x3 { get; }
    [Concat(nameof(Relu1x1), nameof(Relu3x3))] public partial Activation All { get; }
}
