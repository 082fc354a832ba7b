using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>Registered: conv1, conv2, shortcut.0. Called in the published forward: shortcut.0, conv1, conv2.</summary>
[Block]
public sealed partial class ReleasedOrderBlock
{
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [Conv2d(4, From = nameof(Relu1), Name = "shortcut.0")] public partial Conv2d Shortcut { get; }
    [Add(nameof(Conv2), nameof(Shortcut))] public partial Activation Sum { get; }
}
