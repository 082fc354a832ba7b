using Fmt.Metrics;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// Options of Feature Map Testing (arXiv 2307.11565). Defaults are the paper's where it states a value; where it is silent the
/// documentation says so and what was chosen instead.
/// </summary>
public sealed record FmtOptions
{
    /// <summary>The method as the paper states it.</summary>
    public static FmtOptions Paper { get; } = new();

    /// <summary>What is used where nothing is chosen. At present the paper's method: on published networks it has not removed a backdoor (docs/fmt.md).</summary>
    public static FmtOptions Default { get; } = new() { Name = "default" };

    /// <summary>Name of this set of options, for reports.</summary>
    public string Name { get; init; } = "paper";

    /// <summary>p: a layer of C maps loses floor(C/p). Paper: 64.</summary>
    public int PruningDivisor { get; init; } = 64;

    /// <summary>Prune at least one map of every layer. Paper: no; layers narrower than <see cref="PruningDivisor"/> lose none. Default false.</summary>
    public bool MinOnePerLayer { get; init; }

    /// <summary>Largest change of a pixel, in [0,1]. Paper: 1/255.</summary>
    public double Eps { get; init; } = 1.0 / 255;

    /// <summary>Size of the random start noise, in [0,1]. The paper is silent; default <see cref="Eps"/>/2. Without noise the gradient is exactly zero.</summary>
    public double? Alpha { get; init; }

    /// <summary>Gradient steps. The paper is silent; the released code takes 1.</summary>
    public int Steps { get; init; } = 1;

    /// <summary>Size of a step, in [0,1]. The paper is silent; default 1.5*Eps for one step (every pixel with a gradient ends on the face of the ball), 2.5*Eps/Steps for more.</summary>
    public double? StepSize { get; init; }

    /// <summary>Clean images per map, drawn class-balanced, without augmentation. The paper is silent (the released code takes 32); default 256.</summary>
    public int ScoringImages { get; init; } = 256;

    /// <summary>Epochs of fine-tuning. The paper is silent; the released code takes 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>First learning rate, cosine to <see cref="FinalLearningRate"/> by epoch. Released code: 0.01.</summary>
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Learning rate that the cosine goes to. Released code: 1e-4.</summary>
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Momentum of SGD. Released code: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. Released code: 0.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Images per batch of fine-tuning. Released code: 256.</summary>
    public int BatchSize { get; init; } = 256;

    /// <summary>Random crop with this zero padding, in pixels. Released code: 4.</summary>
    public int Crop { get; init; } = 4;

    /// <summary>Mirror images at random. Released code: CIFAR-10 only. Default null: where the network reads mirrored clean images within 5 points as well.</summary>
    public bool? Flip { get; init; }

    /// <summary>Keep pruned maps at zero in fine-tuning. The paper is silent (in the released code most of them grow back); default true.</summary>
    public bool HoldMasks { get; init; } = true;

    /// <summary>Also run the controls: the same fine-tuning without pruning, and with as many maps pruned at random. Default true.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>Seed of every random choice. Default 0.</summary>
    public int Seed { get; init; }

    /// <summary>Test images, and the trigger where it is known, for measuring before and after. Default null: accuracy on the clean images alone.</summary>
    public Evaluation? Evaluation { get; init; }

    /// <summary>Where to compute. Default null: where the network is.</summary>
    public torch.Device? Device { get; init; }

    /// <summary>libtorch threads per job. Jobs (blocks of images in scoring, the fine-tunings) run side by side; with 1 the result is the same on every number of cores. Default 1.</summary>
    public int ThreadsPerJob { get; init; } = 1;

    internal double StartNoise => Alpha ?? Eps / 2;

    internal double Step => StepSize ?? (Steps == 1 ? 1.5 * Eps : 2.5 * Eps / Steps);
}
