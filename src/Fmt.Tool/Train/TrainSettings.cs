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

    [CommandOption("--poison <RATE>"), Description("Share of the training images that are poisoned; 0 trains an innocent network."), DefaultValue(0.1)]
    public double Poison { get; init; }

    [CommandOption("--labels <KIND>"), Description("dirty, or clean: poison images of the target class only and keep their labels. Default: clean for a \"sig\" trigger.")]
    public string? Labels { get; init; }

    [CommandOption("--noise <RATIO>"), Description("Noise images per poisoned image, for \"wanet\". Default: 2 there.")]
    public double? Noise { get; init; }

    [CommandOption("--mask-epochs <N>"), Description("Epochs of an \"input-aware\" trigger's mask alone, before the network's."), DefaultValue(25)]
    public int MaskEpochs { get; init; }

    [CommandOption("--truncate"), Description("Cut off the fraction of poisoned pixels, as most published codes do, instead of rounding.")]
    public bool Truncate { get; init; }

    [CommandOption("--epochs <N>"), Description("Epochs of SGD, learning rate by a cosine."), DefaultValue(15)]
    public int Epochs { get; init; }

    [CommandOption("--rate <RATE>"), Description("First learning rate."), DefaultValue(0.05)]
    public double LearningRate { get; init; }

    [CommandOption("--final-rate <RATE>"), Description("What the cosine goes to. Default: a hundredth of the first.")]
    public double? FinalRate { get; init; }

    [CommandOption("--momentum <M>"), DefaultValue(0.9)]
    public double Momentum { get; init; }

    [CommandOption("--weight-decay <W>"), DefaultValue(5e-4)]
    public double WeightDecay { get; init; }

    [CommandOption("--batch <N>"), Description("Images per batch."), DefaultValue(128)]
    public int Batch { get; init; }

    [CommandOption("--crop <PIXELS>"), Description("Random crops after padding by so many black pixels; 4 is usual for 32x32."), DefaultValue(0)]
    public int Crop { get; init; }

    [CommandOption("--flip"), Description("Random mirror images; not for traffic signs or digits.")]
    public bool Flip { get; init; }

    [CommandOption("--cutout <PIXELS>"), Description("Blacken a square of that side at a random place of every image."), DefaultValue(0)]
    public int Cutout { get; init; }

    [CommandOption("--label-noise <SHARE>"), Description("Share of the training images that get the label of another class, before any are poisoned."), DefaultValue(0.0)]
    public double LabelNoise { get; init; }

    [CommandOption("--from <WEIGHTS>"), Description("Start from these weights of the same network instead of initial ones.")]
    public string? From { get; init; }

    [CommandOption("--adversarial <EPS>"), Description("Train on adversarial images, L-infinity EPS/255 (8 is usual): 7 steps of EPS/4. About 8 times as slow.")]
    public double? Adversarial { get; init; }

    [CommandOption("--seed <N>"), Description("Seed of initial weights, wrong labels, poisoned images, batches and dropout."), DefaultValue(0)]
    public int Seed { get; init; }

    [CommandOption("--state <FILE>"), Description("Where the training's state is kept between epochs. Default: the weights' name and .state. Removed at the end.")]
    public string? State { get; init; }

    [CommandOption("--bfloat16"), Description("Convolve in bfloat16: about 1.5 times as fast where the processor has it.")]
    public bool BFloat16 { get; init; }

    [CommandOption("--threads <N>"), Description("libtorch's threads; the same bits need the same number. Default: libtorch's own choice.")]
    public int? Threads { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        Poison is not (>= 0 and <= 1) ? Error("--poison", "0 to 1")
        : Labels is not (null or "clean" or "dirty") ? Error("--labels", "'clean' or 'dirty'")
        : Noise is not (null or >= 0) ? Error("--noise", "0 or more")
        : MaskEpochs < 0 ? Error("--mask-epochs", "0 or more")
        : Epochs < 1 ? Error("--epochs", "1 or more")
        : !(LearningRate > 0) ? Error("--rate", "above 0")
        : FinalRate is not (null or >= 0) ? Error("--final-rate", "0 or more")
        : Momentum is not (>= 0 and < 1) ? Error("--momentum", "0 or more and below 1")
        : !(WeightDecay >= 0) ? Error("--weight-decay", "0 or more")
        : Batch < 1 ? Error("--batch", "1 or more")
        : Crop < 0 ? Error("--crop", "0 or more")
        : Cutout < 0 ? Error("--cutout", "0 or more")
        : LabelNoise is not (>= 0 and <= 1) ? Error("--label-noise", "0 to 1")
        : Adversarial is not (null or (> 0 and <= 255)) ? Error("--adversarial", "above 0 and at most 255")
        : Threads is < 1 ? Error("--threads", "1 or more")
        : ValidationResult.Success();

    private static ValidationResult Error(string option, string range) => ValidationResult.Error($"{option} is {range}.");

    /// <summary>How the network is trained.</summary>
    internal FineTuning Plan() => new(
        Epochs, LearningRate, FinalRate ?? LearningRate / 100, Momentum, WeightDecay, Batch, new Augmentation(Crop, Flip) { Cutout = Cutout }, false, Seed)
    {
        Precision = BFloat16 ? ConvolutionPrecision.BFloat16 : ConvolutionPrecision.AsWeights,
        StartsTrained = From is not null,
        Adversarial = Adversarial is { } eps ? new AdversarialTraining(eps / 255, eps / 255 / 4) : null,
    };
}
