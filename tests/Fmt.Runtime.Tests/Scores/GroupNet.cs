using TorchSharp.Modules;

namespace Fmt.Tests.Scores;

/// <summary>Grouped and transposed convolutions without batch norm.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class GroupNet
{
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Conv2d(6, Kernel = 3, Groups = 2)] public partial Conv2d Grouped { get; }
    [ConvTranspose2d(4, Kernel = 2, Groups = 2)] public partial ConvTranspose2d Turned { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
