using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

/// <summary>RegNetY-400MF (Radosavovic et al. 2020, arXiv 2003.13678).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class RegNetY400Mf
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
