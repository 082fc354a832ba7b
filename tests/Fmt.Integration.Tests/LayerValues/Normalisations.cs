using TorchSharp.Modules;

namespace Fmt.Tests.LayerValues;

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
