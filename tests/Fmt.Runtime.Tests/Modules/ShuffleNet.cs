using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Units of ShuffleNetV2, small.</summary>
[Network("8x8x8", Classes = 5)]
public sealed partial class ShuffleNet
{
    [Repeat<TwoWayUnit>(3, "Width = 8, Stride = first ? 2 : 1")] public partial Stage<TwoWayUnit> Stage { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
