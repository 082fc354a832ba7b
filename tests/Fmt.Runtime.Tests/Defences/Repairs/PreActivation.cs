using TorchSharp.Modules;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Batch norm, convolution, sum.</summary>
[Block]
public sealed partial class PreActivation
{
    [Parameter] public partial int Stride { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [ReLU] public partial Activation Relu { get; }
    [Conv2d(2, Kernel = 3, Stride = nameof(Stride), Padding = 1)] public partial Conv2d Conv { get; }
    [Conv2d(2, Stride = nameof(Stride), From = Edge.Input, When = "Stride != 1", Else = Edge.Input)] public partial Conv2d? Shortcut { get; }
    [Add(nameof(Conv), nameof(Shortcut))] public partial Activation Sum { get; }
}
