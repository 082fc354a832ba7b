using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Inverted residuals as MobileNetV2 appends them to one <c>nn.Sequential</c>: no widening where the factor is 1.</summary>
[Network("4x8x8", Classes = 5)]
public sealed partial class InvertedNet
{
    [Repeat<InvertedBlock>(2, "Factor = first ? 1 : 6")] public partial Stage<InvertedBlock> Features { get; }
    [Repeat<InvertedBlock>(2, "Factor = 1", When = "Classes > 5")] public partial Stage<InvertedBlock>? More { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
