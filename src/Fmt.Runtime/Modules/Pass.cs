using TorchSharp;

namespace Fmt.Modules;

/// <summary>How one forward pass runs. It travels with the pass, so that passes of one network on several threads never see each other's.</summary>
public sealed record Pass
{
    /// <summary>As the network is: its own normalisation, its weights' type, libtorch's global generator.</summary>
    public static Pass Plain { get; } = new();

    /// <summary>Where dropout draws from. Default null: libtorch's global generator, which all threads share.</summary>
    public torch.Generator? Generator { get; init; }

    /// <summary>What convolutions compute in; everything else, and all weights, stay in the network's own type. Default: that type.</summary>
    public ConvolutionPrecision Precision { get; init; }

    /// <summary>What is done with the input first. Default null: the network's <see cref="NetworkModule.Normalisation"/>.</summary>
    public Normalisation? Normalisation { get; init; }
}
