using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

// Each network ends with its last layer's maps, flattened: they are its "logits".

/// <summary>Every activation, each followed by a sum that would run in place on its output if it could.</summary>
[Network("4x5x6", Classes = 120)]
public sealed partial class Activations
{
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv { get; }
    [ReLU6] public partial Activation A1 { get; }
    [Add(nameof(A1), Edge.Input)] public partial Activation S1 { get; }
    [LeakyReLU(NegativeSlope = 0.2)] public partial Activation A2 { get; }
    [Add(nameof(A2), Edge.Input)] public partial Activation S2 { get; }
    [GELU] public partial Activation A3 { get; }
    [Add(nameof(A3), Edge.Input)] public partial Activation S3 { get; }
    [GELU(Approximate = "tanh")] public partial Activation A4 { get; }
    [Add(nameof(A4), Edge.Input)] public partial Activation S4 { get; }
    [SiLU] public partial Activation A5 { get; }
    [Add(nameof(A5), Edge.Input)] public partial Activation S5 { get; }
    [Hardswish] public partial Activation A6 { get; }
    [Add(nameof(A6), Edge.Input)] public partial Activation S6 { get; }
    [Hardsigmoid] public partial Activation A7 { get; }
    [Add(nameof(A7), Edge.Input)] public partial Activation S7 { get; }
    [Sigmoid] public partial Activation A8 { get; }
    [Add(nameof(A8), Edge.Input)] public partial Activation S8 { get; }
    [Tanh] public partial Activation A9 { get; }
    [Add(nameof(A9), Edge.Input)] public partial Activation S9 { get; }
    [LeakyReLU(NegativeSlope = -0.5)] public partial Activation A10 { get; }
    [Add(nameof(A10), Edge.Input)] public partial Activation S10 { get; }
    [PReLU] public partial PReLU A11 { get; }
    [Add(nameof(A11), Edge.Input)] public partial Activation S11 { get; }
    [PReLU(NumParameters = 4, Init = 0.1)] public partial PReLU A12 { get; }
    [Identity] public partial Activation A13 { get; }
    [Add(nameof(A13), Edge.Input)] public partial Activation S13 { get; }
    [ELU] public partial Activation A14 { get; }
    [Add(nameof(A14), Edge.Input)] public partial Activation S14 { get; }
    [Flatten] public partial Activation Flat { get; }
}

/// <summary>Every normalisation, and the linear layer where the channels are last.</summary>
[Network("4x5x6", Classes = 120)]
public sealed partial class Normalisations
{
    [GroupNorm(2)] public partial GroupNorm Group { get; }
    [InstanceNorm2d(Affine = true)] public partial InstanceNorm2d Instance { get; }
    [LocalResponseNorm(3, Alpha = 0.5, K = 2)] public partial Activation Response { get; }
    [LayerNorm2d(Eps = 1e-6)] public partial LayerNorm Channels { get; }
    [LayerNorm(Dims = 3)] public partial LayerNorm Whole { get; }
    [Permute("NHWC"), LayerNorm, Linear(8), Tanh, Linear(4, Bias = false), Permute("NCHW")] public partial Sequence Pointwise { get; }
    [Scale(0.5, Name = "gamma")] public partial LearnedScale Gamma { get; }
    [Add(nameof(Gamma), nameof(Whole))] public partial Activation Sum { get; }
    [Flatten] public partial Activation Flat { get; }
    [Scale] public partial LearnedScale Last { get; }
}

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

/// <summary>Transposed convolutions, with groups and all that shifts.</summary>
[Network("4x5x4", Classes = 6)]
public sealed partial class Transposed
{
    [ConvTranspose2d(6, Kernel = "3x4", Stride = "2x3", Padding = 1, OutputPadding = "1x2", Groups = 2)] public partial ConvTranspose2d Up { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [ReLU] public partial Activation Relu { get; }
    [ConvTranspose2d(6, Kernel = 2, Dilation = 2, Bias = false)] public partial ConvTranspose2d Wider { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
}

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsMaps
{
    [Dropout2d(0.25), Flatten] public partial Sequence Layers { get; }
}

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsImages
{
    [StochasticDepth(0.25), Flatten] public partial Sequence Layers { get; }
}

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsBatches
{
    [StochasticDepth(0.5, Mode = "batch"), Flatten] public partial Sequence Layers { get; }
}

[Network("3x2x2", Classes = 12)]
public sealed partial class DropsAll
{
    [StochasticDepth(1), Flatten] public partial Sequence Layers { get; }
}
