using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class MnasBlock
{
    [Parameter] public partial int Expand { get; }
    [Parameter] public partial int Kernel { get; }
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Conv2d("Expand * input.Channels", Bias = false), BatchNorm2d(Momentum = 0.0003), ReLU]
    [Conv2d("Expand * input.Channels", Kernel = nameof(Kernel), Stride = nameof(Stride), Padding = "Kernel / 2", Groups = "Expand * input.Channels", Bias = false)]
    [BatchNorm2d(Momentum = 0.0003), ReLU, Conv2d(nameof(Width), Bias = false), BatchNorm2d(Momentum = 0.0003)]
    public partial Sequence Layers { get; }
    [Add(nameof(Layers), Edge.Input, When = "Stride == 1 && input.Channels == Width")] public partial Activation? Sum { get; }
}
