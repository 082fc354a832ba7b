using TorchSharp.Modules;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Pre-activation stages of 8x8, 4x4, 2x2 and 1x1 maps; batch norms read the residual sums.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class StagesNet
{
    [Conv2d(2, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [Repeat<PreActivation>(3, "Stride = first ? 1 : 2")] public partial Stage<PreActivation> Layer { get; }
    [BatchNorm2d] public partial BatchNorm2d Last { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Conv2d(3)] public partial Conv2d Point { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
