using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>Convolution of height H and width W, batch norm, ReLU: the unit of GoogLeNet and Inception v3.</summary>
[Block]
public sealed partial class InceptionConv
{
    [Parameter] public partial int Width { get; }
    [Parameter(1)] public partial int H { get; }
    [Parameter(1)] public partial int W { get; }
    [Parameter(1)] public partial int Stride { get; }
    [Parameter(true)] public partial bool Pad { get; }
    [Conv2d(nameof(Width), Kernel = "(H, W)", Stride = nameof(Stride), Padding = "(Pad ? H / 2 : 0, Pad ? W / 2 : 0)", Bias = false)] public partial Conv2d Conv { get; }
    [BatchNorm2d(Eps = 1e-3)] public partial BatchNorm2d Bn { get; }
    [ReLU] public partial Activation Relu { get; }
}
