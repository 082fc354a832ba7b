using Fmt.Zoo;
using TorchSharp.Modules;

namespace Fmt.Tests.Reference;

/// <summary>The small pre-activation network of the FMT reference counts.</summary>
[Network("3x32x32", Classes = 10, Mean = [.4914, .4822, .4465], Std = [.247, .243, .261])]
public sealed partial class PreActTiny
{
    [Conv2d(16, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [Repeat<PreActBlock>(1, "Width = 16")] public partial Stage<PreActBlock> Layer1 { get; }
    [Repeat<PreActBlock>(1, "Width = 16, Stride = 2")] public partial Stage<PreActBlock> Layer2 { get; }
    [Repeat<PreActBlock>(1, "Width = 32, Stride = 2")] public partial Stage<PreActBlock> Layer3 { get; }
    [Repeat<PreActBlock>(1, "Width = 32, Stride = 2")] public partial Stage<PreActBlock> Layer4 { get; }
    [AvgPool2d(4)] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Linear { get; }
}
