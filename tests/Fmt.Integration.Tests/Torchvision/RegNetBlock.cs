using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class RegNetBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), Bias = false, When = "Stride != 1 || input.Channels != Width"), BatchNorm2d]
    public partial Sequence? Proj { get; }
    [Conv2d(nameof(Width), Bias = false, From = Edge.Input, Name = "f.a"), BatchNorm2d, ReLU] public partial Sequence A { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Groups = "Width / 8", Bias = false, Name = "f.b"), BatchNorm2d, ReLU] public partial Sequence B { get; }
    [GlobalAvgPool2d] public partial Activation Mean { get; }
    [Conv2d("round(0.25 * input.Channels)", Name = "f.se.fc1")] public partial Conv2d Fc1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Conv2d(nameof(Width), Name = "f.se.fc2")] public partial Conv2d Fc2 { get; }
    [Sigmoid] public partial Activation Gate { get; }
    [Multiply(nameof(Gate), nameof(B))] public partial Activation Weighed { get; }
    [Conv2d(nameof(Width), Bias = false, Name = "f.c"), BatchNorm2d] public partial Sequence C { get; }
    [Add(nameof(Proj), nameof(C))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Out { get; }
}
