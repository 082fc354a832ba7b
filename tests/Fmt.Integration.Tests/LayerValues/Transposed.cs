using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

/// <summary>Transposed convolutions, with groups and all that shifts.</summary>
[Network("4x5x4", Classes = 6)]
public sealed partial class Transposed
{
    [ConvTranspose2d(6, Kernel = "3x4", Stride = "2x3", Padding = 1, OutputPadding = "1x2", Groups = 2)] public partial ConvTranspose2d Up { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [ReLU] public partial Activation Relu { get; }
    [ConvTranspose2d(6, Kernel = 2, Dilation = 2, Bias = false)] public partial ConvTranspose2d Wider { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
}
