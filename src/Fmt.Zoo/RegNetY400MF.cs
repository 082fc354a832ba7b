using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>RegNetY-400MF for ImageNet, as torchvision's (Radosavovic et al. 2020, arXiv 2003.13678).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class RegNetY400MF
{
    [Conv2d(32, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stem { get; }
    [Repeat<RegNetBlock>(1, "Width = 48, Stride = 2", Name = "trunk_output.block1.block1-{i}")] public partial Stage<RegNetBlock> Block1 { get; }
    [Repeat<RegNetBlock>(3, "Width = 104, Stride = first ? 2 : 1", Name = "trunk_output.block2.block2-{i}")] public partial Stage<RegNetBlock> Block2 { get; }
    [Repeat<RegNetBlock>(6, "Width = 208, Stride = first ? 2 : 1", Name = "trunk_output.block3.block3-{i}")] public partial Stage<RegNetBlock> Block3 { get; }
    [Repeat<RegNetBlock>(6, "Width = 440, Stride = first ? 2 : 1", Name = "trunk_output.block4.block4-{i}")] public partial Stage<RegNetBlock> Block4 { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Bottleneck of RegNetY: 1x1, 3x3 in groups of 8 maps with squeeze and excitation, 1x1; a 1x1 convolution as shortcut where stride or width changes.</summary>
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
