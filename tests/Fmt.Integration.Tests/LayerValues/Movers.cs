using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

/// <summary>Layers that move maps about.</summary>
[Network("6x5x4", Classes = 1440)]
public sealed partial class Movers
{
    [ChannelShuffle(3)] public partial Activation Shuffled { get; }
    [Slice(1, 4)] public partial Activation Some { get; }
    [ZeroPad2d(1, Left = 2, Bottom = 1)] public partial Activation Padded { get; }
    [Upsample(ScaleFactor = 2)] public partial Activation Nearest { get; }
    [Upsample(Size = "10x9", Mode = "bilinear")] public partial Activation Bilinear { get; }
    [Upsample(Size = "12x10", Mode = "bilinear", AlignCorners = true)] public partial Activation Corners { get; }
    [AdaptiveMaxPool2d("6x5")] public partial Activation Small { get; }
    [GlobalMaxPool2d] public partial Activation Largest { get; }
    [Upsample(Size = "12x10")] public partial Activation Wide { get; }
    [Concat(nameof(Corners), nameof(Wide))] public partial Activation Both { get; }
    [Multiply(nameof(Both), nameof(Both))] public partial Activation Square { get; }
    [Slice(0, 4)] public partial Activation Half { get; }
    [Concat(nameof(Half), nameof(Both))] public partial Activation All { get; }
    [Flatten] public partial Activation Flat { get; }
}
