using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Signs;

namespace Fmt.Defences;

/// <summary>
/// Perturbation unlearning, the default: universal perturbations are reconstructed, kept adversarial and steered along the direction that batch norm remembers, and unlearnt,
/// with the original network's answers on clean images as half of the target and the direction itself injected into the last batch norm's maps. It needs no target class
/// and prunes nothing. Where the batch norms show no sign, or there are none, there is no direction: the sign is then one class that a few
/// pixels or a small warp reach from all others, and what is unlearnt is that. A network without a sign is left alone (docs/default.md, docs/signs.md).
/// </summary>
/// <remarks>
/// Constants were chosen on four published networks (small VGG and WRN-16-1, CIFAR-10) and then held fixed, but for
/// <see cref="ResponseWeight"/>, which was chosen on a Fashion-MNIST network and a ResNet-20. What was measured with them, and where they fail, is in docs/results.md.
/// </remarks>
public sealed record PerturbationUnlearning : OptionSet, IDefence
{
    /// <inheritdoc/>
    public string Name => "Perturbation unlearning";

    /// <summary>Train even where batch norm shows no sign of a backdoor. Default false: the network is left alone then.</summary>
    [Option(Origin.Ours)]
    public bool Force { get; init; }

    /// <summary>What is done where no sign was found.</summary>
    [Option(Origin.Ours)]
    public WhenNoSign WhenNoSign { get; init; }

    /// <summary>Where batch norm's memory shows nothing that is used: whether one small set of pixels or one small warp is sought that leads all images to a class, and unlearnt. Without batch norm the pixels are sought in any case.</summary>
    [Option(Origin.Ours)]
    public bool SeekTriggers { get; init; } = true;

    /// <summary>A sign is a channel of the last resolution stage whose clean and remembered Gaussians are further apart than this, in nats. Innocent networks measured: 0.002 to 0.013, and up to 0.2 on images unlike their training images; backdoored ones: 0.05 to 1.1.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double SignThreshold { get; init; } = 0.02;

    /// <summary>Percent of the images that a perturbation steered along the remembered direction must lead to one class, else nothing uses the direction and the network is left alone; see <see cref="DirectionUse"/>. Measured: 96 to 100 on backdoored networks, 17 to 76 on innocent ones made to look. 0 asks for no second opinion.</summary>
    [Option(Origin.Measured, Min = 0, Max = 100)]
    public double UsedShare { get; init; } = 85;

    /// <summary>How far, in lengths of the remembered direction, the same perturbation must move the last batch norm's maps: the poisoned images' own shift is the direction over their share. Measured: 1.3 to 17 on backdoored networks.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double UsedStrength { get; init; } = 1;

    /// <summary>Percent of the images that 9 pixels must lead to a class, where 25 lead 80 % there, to be a sign (<see cref="ClassSign"/>).</summary>
    [Option(Origin.Measured, Min = 0, Max = 100)]
    public double PixelShare { get; init; } = ClassSign.FewThreshold;

    /// <summary>Percent of the images that one small warp must lead to a class to be a sign (<see cref="WarpSign"/>).</summary>
    [Option(Origin.Measured, Min = 0, Max = 100)]
    public double WarpShare { get; init; } = new WarpSign().Threshold;

    /// <summary>Clean images whose statistics are compared with the remembered ones. With fewer the statistics are less certain, and <see cref="SignThreshold"/> grows as they become fewer.</summary>
    [Option(Origin.Measured, Min = 1)]
    public int StatisticsImages { get; init; } = 1000;

    /// <summary>How the network is trained. Default null: by what re-estimating the statistics costs, see <see cref="ReestimationTolerance"/>; without batch norm <see cref="UnlearningBranch.FoundTriggers"/> where a class stands out.</summary>
    [Option(Origin.Decided)]
    public UnlearningBranch? Branch { get; init; }

    /// <summary>Points of accuracy that re-estimated statistics may cost before the remembered ones are kept frozen.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double ReestimationTolerance { get; init; } = 10;

    /// <summary>Radii of the additive perturbations, L2 over the whole image in [0,1], for 32x32; larger images get as much per pixel.</summary>
    [Option(Origin.Measured, Min = 0, AboveMin = true)]
    public ImmutableArray<double> Radii { get; init; } = [2, 3];

    /// <summary>Sizes of the sparse perturbations, in pixels of 32x32; larger images get as large a share.</summary>
    [Option(Origin.Measured, Min = 1)]
    public ImmutableArray<int> Pixels { get; init; } = [16, 25];

    /// <summary>Ascents of every perturbation before training.</summary>
    [Option(Origin.Measured, Min = 0)]
    public int Ascents { get; init; } = 20;

    /// <summary>Images of an ascent before training.</summary>
    [Option(Origin.Measured, Min = 1)]
    public int AscentImages { get; init; } = 64;

    /// <summary>Images of the ascent before every training step.</summary>
    [Option(Origin.Measured, Min = 1)]
    public int StepImages { get; init; } = 48;

    /// <summary>Weight of the cosine with the remembered direction in what a perturbation ascends.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double Steering { get; init; } = 5;

    /// <summary>Epochs with perturbations. Default null: 4, without batch norm 8.</summary>
    [Option(Origin.Measured, Min = 0)]
    public int? UnlearningEpochs { get; init; }

    /// <summary>Steps with perturbations at least: few clean images get more epochs, unless their number is asked for. Default 64, which is 4 epochs of the 1 935 images of GTSRB in batches of 128.</summary>
    [Option(Origin.Measured, Min = 0)]
    public int UnlearningSteps { get; init; } = 64;

    /// <summary>Steps of the clean phase at least: with few images its epochs are too short to win the accuracy back. Default 48, which changes nothing from 800 images on; 64 gave a Fashion-MNIST network with 800 its backdoor back (ASR 10 instead of 8, after re-activation 21 instead of 15).</summary>
    [Option(Origin.Measured, Min = 0)]
    public int CleanSteps { get; init; } = 48;

    /// <summary>
    /// Where the perturbations agree on a class: two more lead there, and are unlearnt in every second step and in the clean phase as they were found.
    /// Those that are kept adversarial leave the trigger once it is unlearnt, and a clean phase without any may bring it back. Default false: it won much on a
    /// network with 1 000 clean images, and cost accuracy and won nothing on the published ones (docs/results.md). Without batch norm all are held in any case.
    /// </summary>
    [Option("cost accuracy on published networks")]
    public bool Hold { get; init; }

    /// <summary>
    /// Rounds of training at most after the first: while fresh perturbations lead images to the class that was unlearnt more than to others (<see cref="RepairCheck"/>). In them what was
    /// found is held as it was found, as by <see cref="Hold"/>. 0: one round, nothing is checked.
    /// </summary>
    [Option(Origin.Measured, Min = 0)]
    public int MoreRounds { get; init; } = 2;

    /// <summary>Images per batch, before perturbed ones are added.</summary>
    [Option(Origin.Measured, Min = 1)]
    public int BatchSize { get; init; } = 128;

    /// <summary>Weight of the perturbed images beside the clean ones' 1.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double PerturbedWeight { get; init; } = 0.7;

    /// <summary>Weight of the images with the direction injected.</summary>
    [Option(Origin.Measured, Min = 0)]
    public double InjectionWeight { get; init; } = 0.5;

    /// <summary>
    /// Weight of the response of perturbed images along the remembered direction, as a share of what the perturbations reached in the network as it came,
    /// squared. Without it the head learns to ignore the direction while the maps still show it, and a little more training brings the backdoor back.
    /// </summary>
    [Option("measured on a Fashion-MNIST network and a ResNet-20, then held fixed", Min = 0)]
    public double ResponseWeight { get; init; } = 10;

    /// <summary>Temperature of the original network's answers.</summary>
    [Option(Origin.Measured, Min = 0, AboveMin = true)]
    public double Temperature { get; init; } = 2;

    /// <summary>Share of the true labels in the loss; the rest is the original network's answers. Default null: 0.5, without batch norm 0.9.</summary>
    [Option(Origin.Measured, Min = 0, Max = 1)]
    public double? HardShare { get; init; }

    /// <summary>Mirror images at random. Default null: where the network reads mirrored clean images within 20 points as well.</summary>
    [Option(Origin.Decided)]
    public bool? Flip { get; init; }

    /// <summary>What convolutions compute in. Default null: bfloat16 where the processor has it, which halves the time.</summary>
    [Option("what this processor does fastest")]
    public ConvolutionPrecision? Precision { get; init; }

    /// <inheritdoc/>
    public DefenceControls Controls => new(new FineTune { Flip = Flip }, null);

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context) => Trace(Run(network, clean, context));

    /// <summary>What was found, as settings and notes of a report.</summary>
    internal DefenceTrace Trace(UnlearningFindings findings) => new(findings.Epochs, UnlearningNotes.Settings(this, findings), UnlearningNotes.Of(findings))
    {
        Changed = findings.Changed,
        Findings = findings,
        // The other branches leave statistics alone as it is.
        MovesStatistics = findings.Branch is UnlearningBranch.BatchStatistics or UnlearningBranch.FineTuning || findings is { Branch: UnlearningBranch.FoundTriggers, Sign: not null, Plan.FrozenStatistics: false },
        Pruned = findings.Sign?.Evidence.ToImmutableDictionary(e => e.Layer ?? e.Norm, e => e.Channels),
    };

    /// <inheritdoc/>
    public void CheckBefore(NetworkModule network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Check();
        NetworkCheck.HasMaps(network);
    }

    /// <summary>Looks for signs as <see cref="Run"/> does, and trains nothing.</summary>
    /// <param name="network">A generated network; its weights and statistics are not changed.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation, passes, innocent networks.</param>
    public UnlearningFindings Look(NetworkModule network, ImageSet clean, RunContext context) => Go(network, clean, context, lookOnly: true);

    /// <summary>The same as <see cref="Attempt"/>, with all that was found.</summary>
    /// <param name="network">A generated network; changed unless no sign is found.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation, passes.</param>
    public UnlearningFindings Run(NetworkModule network, ImageSet clean, RunContext context) => Go(network, clean, context, lookOnly: false);

    private UnlearningFindings Go(NetworkModule network, ImageSet clean, RunContext context, bool lookOnly)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        Check();
        UnlearningFindings findings = null!;
        try
        {
            // A thread of its own with a fixed number of libtorch threads: the same result on every number of cores.
            Workers.Run(1, Workers.TrainingThreads, [() => findings = UnlearningRun.Of(network, clean, this, context, lookOnly)]);
            return findings;
        }
        finally
        {
            network.eval();
        }
    }
}
