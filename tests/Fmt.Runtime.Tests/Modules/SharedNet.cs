using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>One convolution called three times.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class SharedNet
{
    [Conv2d(3, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(3, Kernel = 3, Padding = 1, Shares = nameof(Conv1), Testable = false)] public partial Conv2d Conv2 { get; }
    [Conv2d(3, Kernel = 3, Padding = 1, Shares = nameof(Conv1), Testable = false)] public partial Conv2d Conv3 { get; }
    [Conv2d(2)] public partial Conv2d Own { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
