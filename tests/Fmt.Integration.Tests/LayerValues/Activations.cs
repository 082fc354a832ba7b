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
