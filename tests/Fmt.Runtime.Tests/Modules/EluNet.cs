using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>ELU after batch norm, after a convolution, and with a negative slope; no normalisation.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class EluNet
{
    [Conv2d(6, Kernel = 3), BatchNorm2d, ELU, Conv2d(6, Kernel = 3), ELU(Alpha = 0.3), MaxPool2d(2), Conv2d(4), ELU(Alpha = -0.5)] public partial Sequence Features { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
