using TorchSharp.Modules;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Two linear layers; the last one registered gives the logits.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class TwoHeadsNet
{
    [Flatten] public partial Activation Flat { get; }
    [Linear(5)] public partial Linear Fc1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Linear("Classes")] public partial Linear Fc2 { get; }
}

/// <summary>Logits from a convolution.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class NoHeadNet
{
    [Conv2d("Classes", Kernel = 3)] public partial Conv2d Conv { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
}

/// <summary>ELU behind batch norms: the shift of a masked map has a gradient and would grow back.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class RegrowingNet
{
    [Conv2d(6, Kernel = 3, Padding = 1), BatchNorm2d, ELU, MaxPool2d(2), Conv2d(8, Kernel = 3, Padding = 1), BatchNorm2d, ELU] public partial Sequence Features { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

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
