using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Layers that may give a view of their input, each with an in-place layer behind it.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class ViewNet
{
    [Dropout(0.25)] public partial Activation InputDrop { get; }
    [ReLU] public partial Activation InputRelu { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Dropout(0.5)] public partial Activation Drop { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv2 { get; }
    [Subsample(2)] public partial Activation Sub { get; }
    [ELU] public partial Activation Elu { get; }
    [AvgPool2d(1, From = nameof(Relu1))] public partial Activation Side { get; }
    [Conv2d(2, From = nameof(Elu))] public partial Conv2d Conv3 { get; }
    [Dropout(0.5, From = nameof(Side))] public partial Activation SideDrop { get; }
    [ReLU] public partial Activation SideRelu { get; }
    [AvgPool2d(3)] public partial Activation SideSmall { get; }
    [Concat(nameof(SideSmall), nameof(Conv3))] public partial Activation Both { get; }
    [Conv2d(3)] public partial Conv2d Conv4 { get; }
    [Flatten] public partial Activation Flat { get; }
    [ReLU] public partial Activation FlatRelu { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
