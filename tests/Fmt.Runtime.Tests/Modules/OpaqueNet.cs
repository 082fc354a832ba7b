using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>A module of the user's own in the middle.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class OpaqueNet
{
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Module("4x6x6", Testable = false)] public partial Behaviour Middle { get; }
    [ReLU] public partial Activation Relu { get; }
    [Conv2d(4)] public partial Conv2d Conv2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
