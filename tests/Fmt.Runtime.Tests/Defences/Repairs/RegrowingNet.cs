using TorchSharp.Modules;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>ELU behind batch norms: the shift of a masked map has a gradient and would grow back.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class RegrowingNet
{
    [Conv2d(6, Kernel = 3, Padding = 1), BatchNorm2d, ELU, MaxPool2d(2), Conv2d(8, Kernel = 3, Padding = 1), BatchNorm2d, ELU] public partial Sequence Features { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
