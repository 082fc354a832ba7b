using System.Collections.Immutable;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>
/// Constants of recipe R, chosen on four published networks (small VGG and WRN-16-1, CIFAR-10) and then held fixed, but for
/// <see cref="ResponseWeight"/>, which was chosen on a Fashion-MNIST network and a ResNet-20. What was measured with them, and where they fail, is in docs/results.md.
/// </summary>
public sealed record RecipeROptions
{
    /// <summary>Repair even where batch norm shows no sign of a backdoor. Default false: the network is left alone then.</summary>
    public bool Force { get; init; }

    /// <summary>A sign is a channel of the last resolution stage whose clean and remembered Gaussians are further apart than this, in nats. Innocent networks measured: 0.002 to 0.013, and up to 0.2 on images unlike their training images; backdoored ones: 0.05 to 1.1.</summary>
    public double SignThreshold { get; init; } = 0.02;

    /// <summary>Percent of the images that a perturbation steered along the remembered direction must lead to one class, else nothing uses the direction and the network is left alone; see <see cref="DirectionUse"/>. Measured: 96 to 100 on backdoored networks, 17 to 76 on innocent ones made to look. 0 asks for no second opinion.</summary>
    public double UsedShare { get; init; } = 85;

    /// <summary>How far, in lengths of the remembered direction, the same perturbation must move the last batch norm's maps: the poisoned images' own shift is the direction over their share. Measured: 1.3 to 17 on backdoored networks.</summary>
    public double UsedStrength { get; init; } = 1;

    /// <summary>Clean images whose statistics are compared with the remembered ones.</summary>
    public int StatisticsImages { get; init; } = 1000;

    /// <summary>How the network is trained. Default null: by what re-estimating the statistics costs, see <see cref="ReestimationTolerance"/>; without batch norm <see cref="RepairBranch.NoBatchNorm"/> where a class stands out.</summary>
    public RepairBranch? Branch { get; init; }

    /// <summary>Points of accuracy that re-estimated statistics may cost before the remembered ones are kept frozen.</summary>
    public double ReestimationTolerance { get; init; } = 10;

    /// <summary>Radii of the additive perturbations, L2 over the whole image in [0,1], for 32x32; larger images get as much per pixel.</summary>
    public ImmutableArray<double> Radii { get; init; } = [2, 3];

    /// <summary>Sizes of the sparse perturbations, in pixels of 32x32; larger images get as large a share.</summary>
    public ImmutableArray<int> Pixels { get; init; } = [16, 25];

    /// <summary>Ascents of every perturbation before training.</summary>
    public int Ascents { get; init; } = 20;

    /// <summary>Images of an ascent before training.</summary>
    public int AscentImages { get; init; } = 64;

    /// <summary>Images of the ascent before every training step.</summary>
    public int StepImages { get; init; } = 48;

    /// <summary>Weight of the cosine with the remembered direction in what a perturbation ascends.</summary>
    public double Steering { get; init; } = 5;

    /// <summary>Epochs with perturbations. Default null: 4, without batch norm 8.</summary>
    public int? UnlearningEpochs { get; init; }

    /// <summary>Steps with perturbations at least: few clean images get more epochs, unless their number is asked for. Default 64, which is 4 epochs of the 1 935 images of GTSRB in batches of 128.</summary>
    public int UnlearningSteps { get; init; } = 64;

    /// <summary>
    /// Where the perturbations agree on a class: two more lead there, and are unlearnt in every second step and in the clean phase as they were found.
    /// Those that are kept adversarial leave the trigger once it is unlearnt, and a clean phase without any may bring it back. Default false: it won much on a
    /// network with 1 000 clean images, and cost accuracy and won nothing on the published ones (docs/results.md). Without batch norm all are held in any case.
    /// </summary>
    public bool Hold { get; init; }

    /// <summary>Images per batch, before perturbed ones are added.</summary>
    public int BatchSize { get; init; } = 128;

    /// <summary>Weight of the perturbed images beside the clean ones' 1.</summary>
    public double PerturbedWeight { get; init; } = 0.7;

    /// <summary>Weight of the images with the direction injected.</summary>
    public double InjectionWeight { get; init; } = 0.5;

    /// <summary>
    /// Weight of the response of perturbed images along the remembered direction, as a share of what the perturbations reached in the network as it came,
    /// squared. Without it the head learns to ignore the direction while the maps still show it, and a little more training brings the backdoor back.
    /// </summary>
    public double ResponseWeight { get; init; } = 10;

    /// <summary>Temperature of the original network's answers.</summary>
    public double Temperature { get; init; } = 2;

    /// <summary>Share of the true labels in the loss; the rest is the original network's answers. Default null: 0.5, without batch norm 0.9.</summary>
    public double? HardShare { get; init; }

    /// <summary>Mirror images at random. Default null: where the network reads mirrored clean images within 20 points as well.</summary>
    public bool? Flip { get; init; }

    /// <summary>What convolutions compute in. Default null: bfloat16 where the processor has it, which halves the time.</summary>
    public ConvolutionPrecision? Precision { get; init; }
}

/// <summary>How recipe R treats batch norm.</summary>
public enum RepairBranch
{
    /// <summary>Clean and perturbed images in one batch, normalised by that batch; statistics are re-estimated on clean images between the phases. Branch C.</summary>
    BatchStatistics,

    /// <summary>The remembered statistics stay frozen, for networks that lose too much accuracy with others. Branch F.</summary>
    FrozenStatistics,

    /// <summary>The pixels that lead all images to one class, kept as they were found, for networks without batch norm. Branch N.</summary>
    NoBatchNorm,

    /// <summary>Fine-tuning alone: without batch norm and without a class that stands out, where a repair is forced.</summary>
    FineTuning,
}
