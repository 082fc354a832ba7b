using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

/// <summary>Half of the maps passes by; with a stride both halves are made from all of them.</summary>
[Block]
public sealed partial class ShuffleUnit
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Slice(0, nameof(Width), When = "Stride == 1")] public partial Activation? Left { get; }
    [Conv2d("input.Channels", Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = "input.Channels", Bias = false, When = "Stride > 1"), BatchNorm2d]
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d, ReLU]
    public partial Sequence? Branch1 { get; }
    [Slice(nameof(Width), nameof(Width), From = Edge.Input, When = "Stride == 1")] public partial Activation? Right { get; }
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d, ReLU]
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = nameof(Width), Bias = false), BatchNorm2d]
    [Conv2d(nameof(Width), Bias = false), BatchNorm2d, ReLU]
    public partial Sequence Branch2 { get; }
    [Concat(nameof(Branch1), nameof(Branch2))] public partial Activation All { get; }
    [ChannelShuffle(2)] public partial Activation Shuffled { get; }
}
