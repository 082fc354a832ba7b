using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>MnasNet-B1 at width 1.0 for ImageNet, as torchvision's (Tan et al. 2018, arXiv 1807.11626).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class MnasNet1_0
{
    [Conv2d(32, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d(Momentum = 0.0003), ReLU]
    [Conv2d(32, Kernel = 3, Padding = 1, Groups = 32, Bias = false), BatchNorm2d(Momentum = 0.0003), ReLU]
    [Conv2d(16, Bias = false), BatchNorm2d(Momentum = 0.0003)]
    public partial Sequence Layers { get; }
    [Repeat<MnasBlock>(3, "Expand = 3, Kernel = 3, Width = 24, Stride = first ? 2 : 1", Name = "layers.8")] public partial Stage<MnasBlock> Stack1 { get; }
    [Repeat<MnasBlock>(3, "Expand = 3, Kernel = 5, Width = 40, Stride = first ? 2 : 1", Name = "layers.9")] public partial Stage<MnasBlock> Stack2 { get; }
    [Repeat<MnasBlock>(3, "Expand = 6, Kernel = 5, Width = 80, Stride = first ? 2 : 1", Name = "layers.10")] public partial Stage<MnasBlock> Stack3 { get; }
    [Repeat<MnasBlock>(2, "Expand = 6, Kernel = 3, Width = 96, Stride = 1", Name = "layers.11")] public partial Stage<MnasBlock> Stack4 { get; }
    [Repeat<MnasBlock>(4, "Expand = 6, Kernel = 5, Width = 192, Stride = first ? 2 : 1", Name = "layers.12")] public partial Stage<MnasBlock> Stack5 { get; }
    [Repeat<MnasBlock>(1, "Expand = 6, Kernel = 3, Width = 320, Stride = 1", Name = "layers.13")] public partial Stage<MnasBlock> Stack6 { get; }
    [Conv2d(1280, Bias = false, Name = "layers.14")] public partial Conv2d Conv { get; }
    [BatchNorm2d(Momentum = 0.0003, Name = "layers.15")] public partial BatchNorm2d Bn { get; }
    [ReLU] public partial Activation Relu { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Inverted residual: widen, depthwise convolution, narrow.</summary>
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
