using System.ComponentModel;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Train;

/// <summary>The command line of <c>fmtdsl train</c>.</summary>
internal sealed class TrainSettings : DeviceSettings
{
    [CommandArgument(0, "<CASE>"), Description("Case file; its weights are written, beside them the manifest of the poisoned images.")]
    public string Case { get; init; } = "";

    [CommandOption("--poison <RATE>"), Description("Share of the training images that are poisoned; 0 trains an innocent network."), DefaultValue(0.1), Range(Min = 0, Max = 1)]
    public double Poison { get; init; }

    [CommandOption("--labels <KIND>"), Description("dirty, or clean: poison images of the target class only and keep their labels. Default: clean for a \"sig\" trigger.")]
    public string? Labels { get; init; }

    [CommandOption("--noise <RATIO>"), Description("Noise images per poisoned image, for \"wanet\". Default: 2 there."), Range(Min = 0, Max = 1000)]
    public double? Noise { get; init; }

    [CommandOption("--mask-epochs <N>"), Description("Epochs of an \"input-aware\" trigger's mask alone, before the network's."), DefaultValue(25), Range(Min = 0, Max = RangeAttribute.Most)]
    public int MaskEpochs { get; init; }

    [CommandOption("--truncate"), Description("Cut off the fraction of poisoned pixels, as most published codes do, instead of rounding.")]
    public bool Truncate { get; init; }

    [CommandOption("--epochs <N>"), Description("Epochs of SGD, learning rate by a cosine."), DefaultValue(15), Range(Min = 1, Max = RangeAttribute.Most)]
    public int Epochs { get; init; }

    [CommandOption("--rate <RATE>"), Description("First learning rate."), DefaultValue(0.05), Range(Min = 0, AboveMin = true, Max = 1000)]
    public double LearningRate { get; init; }

    [CommandOption("--final-rate <RATE>"), Description("What the cosine goes to. Default: a hundredth of the first."), Range(Min = 0, Max = 1000)]
    public double? FinalRate { get; init; }

    [CommandOption("--momentum <M>"), DefaultValue(0.9), Range(Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; }

    [CommandOption("--weight-decay <W>"), DefaultValue(5e-4), Range(Min = 0, Max = 1000)]
    public double WeightDecay { get; init; }

    [CommandOption("--batch <N>"), Description("Images per batch."), DefaultValue(128), Range(Min = 1, Max = RangeAttribute.Most)]
    public int Batch { get; init; }

    [CommandOption("--crop <PIXELS>"), Description("Random crops after padding by so many black pixels; 4 is usual for 32x32."), DefaultValue(0), Range(Min = 0, Max = 4096)]
    public int Crop { get; init; }

    [CommandOption("--flip"), Description("Random mirror images; not for traffic signs or digits.")]
    public bool Flip { get; init; }

    [CommandOption("--cutout <PIXELS>"), Description("Blacken a square of that side at a random place of every image."), DefaultValue(0), Range(Min = 0, Max = 4096)]
    public int Cutout { get; init; }

    [CommandOption("--label-noise <SHARE>"), Description("Share of the training images that get the label of another class, before any are poisoned."), DefaultValue(0.0), Range(Min = 0, Max = 1)]
    public double LabelNoise { get; init; }

    [CommandOption("--from <WEIGHTS>"), Description("Start from these weights of the same network instead of initial ones.")]
    public string? From { get; init; }

    [CommandOption("--adversarial <EPS>"), Description("Train on adversarial images, L-infinity EPS/255 (8 is usual): 7 steps of EPS/4. About 8 times as slow."), Range(Min = 0, AboveMin = true, Max = 255)]
    public double? Adversarial { get; init; }

    [CommandOption("--seed <N>"), Description("Seed of initial weights, wrong labels, poisoned images, batches and dropout."), DefaultValue(0)]
    public int Seed { get; init; }

    [CommandOption("--state <FILE>"), Description("Where the training's state is kept between epochs. Default: the weights' name and .state. Removed at the end.")]
    public string? State { get; init; }

    [CommandOption("--bfloat16"), Description("Convolve in bfloat16: about 1.5 times as fast where the processor has it.")]
    public bool BFloat16 { get; init; }

    [CommandOption("--threads <N>"), Description("libtorch's threads; the same bits need the same number. Default: libtorch's own choice."), Range(Min = 1, Max = RangeAttribute.MostJobs)]
    public int? Threads { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : Labels is not (null or "clean" or "dirty") ? ValidationResult.Error($"--labels is '{Labels}'; it must be 'clean' or 'dirty'.")
        : ValidationResult.Success();

    /// <summary>How the network is trained.</summary>
    internal FineTuning Plan() => new(
        Epochs, LearningRate, FinalRate ?? LearningRate / 100, Momentum, WeightDecay, Batch, new Augmentation(Crop, Flip) { Cutout = Cutout }, false, Seed)
    {
        Precision = BFloat16 ? ConvolutionPrecision.BFloat16 : ConvolutionPrecision.AsWeights,
        StartsTrained = From is not null,
        Adversarial = Adversarial is { } eps ? new AdversarialTraining(eps / 255, eps / 255 / 4) : null,
    };
}
