using System.Collections.Immutable;
using Fmt.Metrics;
using Fmt.Modules;
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

    /// <summary>
    /// The released code's loop, as far as it defines one: at least one map of every layer, one step from a random start, masks that are not held
    /// through fine-tuning, 32 images.
    /// </summary>
    public static FmtOptions AsReleased { get; } = new() { Name = "as released", MinOnePerLayer = true, HoldMasks = false, ScoringImages = 32 };

    /// <summary>
    /// What is used where nothing is chosen: recipe R (<see cref="RecipeR"/>), because the paper's settings do not remove a backdoor from the published
    /// networks they were tried on. Measured on eight published networks with batch norm (static all-to-one triggers; CIFAR-10 and GTSRB). It fails
    /// where there is no batch norm, where somebody re-estimated the statistics, and it has not been measured on other kinds of attack than docs/results.md lists.
    /// </summary>
    public static FmtOptions Default { get; } = new() { Name = "default", Recipe = new RecipeROptions() };

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

    /// <summary>Mirror images at random. Released code: CIFAR-10 only. Default null: where the network reads mirrored clean images within 20 points as well.</summary>
    public bool? Flip { get; init; }

    /// <summary>Keep pruned maps at zero in fine-tuning. The paper is silent (in the released code most of them grow back); default true.</summary>
    public bool HoldMasks { get; init; } = true;

    /// <summary>Also run the controls: the same fine-tuning without pruning, and with as many maps pruned at random. Default true.</summary>
    public bool Controls { get; init; } = true;

    /// <summary>Repair by recipe R in place of FMT's pruning; the options of scoring, pruning and fine-tuning above are not used then. Null in <see cref="Paper"/>.</summary>
    public RecipeROptions? Recipe { get; init; }

    /// <summary>Where a trigger is known, also measure the defended network after five more epochs with five triggered images among the clean ones. Default true.</summary>
    public bool ReActivation { get; init; } = true;

    /// <summary>Networks for the same images that were trained without this trigger: what they score on stamped images is what RA can be expected to reach. Default none.</summary>
    public ImmutableArray<InnocentNetwork> Innocent { get; init; } = [];

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

/// <summary>A network innocent of the trigger in question.</summary>
/// <param name="Name">Its name in reports.</param>
/// <param name="Network">The network; not changed.</param>
public sealed record InnocentNetwork(string Name, NetworkModule Network);
