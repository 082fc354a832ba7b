using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Blocks of a RegNet, small.</summary>
[Network("4x8x8", Classes = 5)]
public sealed partial class RegNet
{
    [Repeat<ProjectedBlock>(2, "Width = 8, Stride = first ? 2 : 1")] public partial Stage<ProjectedBlock> Block1 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
