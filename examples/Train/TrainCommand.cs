using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Zoo;
using Spectre.Console;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Train;

/// <summary>
/// Trains the network of a case file on its training images, a share of them poisoned with the case's trigger, and writes the weights that the case names.
/// A training that was stopped or killed goes on from its last whole epoch when it is started again.
/// </summary>
public sealed class TrainCommand : Command<TrainCommand.Options>
{
    /// <summary>The command line.</summary>
    public sealed class Options : CommandSettings
    {
        /// <summary>The case.</summary>
        [CommandArgument(0, "<CASE>"), Description("Case file; its weights are written, beside them the manifest of the poisoned images.")]
        public string Case { get; init; } = "";

        /// <summary>Share that is poisoned.</summary>
        [CommandOption("--poison <RATE>"), Description("Share of the training images that are poisoned; 0 trains an innocent network."), DefaultValue(0.1)]
        public double Poison { get; init; }

        /// <summary>Whether poisoned images keep their label.</summary>
        [CommandOption("--labels <KIND>"), Description("dirty, or clean: poison images of the target class only and keep their labels. Default: clean for a \"sig\" trigger.")]
        public string? Labels { get; init; }

        /// <summary>WaNet's noise images.</summary>
        [CommandOption("--noise <RATIO>"), Description("Noise images per poisoned image, for \"wanet\". Default: 2 there.")]
        public double? Noise { get; init; }

        /// <summary>Input-aware's first epochs.</summary>
        [CommandOption("--mask-epochs <N>"), Description("Epochs of an \"input-aware\" trigger's mask alone, before the network's."), DefaultValue(25)]
        public int MaskEpochs { get; init; }

        /// <summary>How stamped images become bytes.</summary>
        [CommandOption("--truncate"), Description("Cut off the fraction of poisoned pixels, as most published codes do, instead of rounding.")]
        public bool Truncate { get; init; }

        /// <summary>Passes over the images.</summary>
        [CommandOption("--epochs <N>"), Description("Epochs of SGD, learning rate by a cosine."), DefaultValue(15)]
        public int Epochs { get; init; }

        /// <summary>First learning rate.</summary>
        [CommandOption("--rate <RATE>"), Description("First learning rate."), DefaultValue(0.05)]
        public double LearningRate { get; init; }

        /// <summary>Last learning rate.</summary>
        [CommandOption("--final-rate <RATE>"), Description("What the cosine goes to. Default: a hundredth of the first.")]
        public double? FinalRate { get; init; }

        /// <summary>SGD's momentum.</summary>
        [CommandOption("--momentum <M>"), DefaultValue(0.9)]
        public double Momentum { get; init; }

        /// <summary>SGD's weight decay.</summary>
        [CommandOption("--weight-decay <W>"), DefaultValue(5e-4)]
        public double WeightDecay { get; init; }

        /// <summary>Images per batch.</summary>
        [CommandOption("--batch <N>"), Description("Images per batch."), DefaultValue(128)]
        public int Batch { get; init; }

        /// <summary>Padding of random crops.</summary>
        [CommandOption("--crop <PIXELS>"), Description("Random crops after padding by so many black pixels; 4 is usual for 32x32."), DefaultValue(0)]
        public int Crop { get; init; }

        /// <summary>Random mirror images.</summary>
        [CommandOption("--flip"), Description("Random mirror images; not for traffic signs or digits.")]
        public bool Flip { get; init; }

        /// <summary>Size of adversarial training's ball.</summary>
        [CommandOption("--adversarial <EPS>"), Description("Train on adversarial images, L-infinity EPS/255 (8 is usual): 7 steps of EPS/4. About 8 times as slow.")]
        public double? Adversarial { get; init; }

        /// <summary>Seed of everything.</summary>
        [CommandOption("--seed <N>"), Description("Seed of initial weights, poisoned images, batches and dropout."), DefaultValue(0)]
        public int Seed { get; init; }

        /// <summary>State file.</summary>
        [CommandOption("--state <FILE>"), Description("Where the training's state is kept between epochs. Default: the weights' name and .state. Removed at the end.")]
        public string? State { get; init; }

        /// <summary>What convolutions compute in.</summary>
        [CommandOption("--bfloat16"), Description("Convolve in bfloat16: about 1.5 times as fast where the processor has it.")]
        public bool BFloat16 { get; init; }

        /// <summary>libtorch's threads.</summary>
        [CommandOption("--threads <N>"), Description("libtorch's threads; the same bits need the same number. Default: libtorch's own choice.")]
        public int? Threads { get; init; }

        /// <summary>The device.</summary>
        [CommandOption("--device <NAME>"), Description("cpu, cuda or cuda:1. Default: cuda where there is one.")]
        public string? Device { get; init; }

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
            : Adversarial is not (null or (> 0 and <= 255)) ? Error("--adversarial", "above 0 and at most 255")
            : Threads is < 1 ? Error("--threads", "1 or more")
            : ValidationResult.Success();

        private static ValidationResult Error(string option, string range) => ValidationResult.Error($"{option} is {range}.");
    }

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Options options, CancellationToken cancellation) => Guarded.Run(() =>
    {
        if (options.Threads is { } threads) torch.set_num_threads(threads);
        Train(CaseFile.Read(options.Case), options, cancellation);
    }, "[yellow]Stopped. The same command goes on after the last whole epoch.[/]");

    private static void Train(CaseFile file, Options options, CancellationToken cancellation)
    {
        torch.manual_seed(options.Seed);
        using var network = Networks.Make(file.Network, file.Classes, file.Channels);
        var weights = new OutputFile("the case's weights", file.WeightsPath, StateLoader.Bytes(network));
        var aware = options.Poison > 0 ? file.Trigger as CaseInputAware : null;
        var state = options.State ?? file.WeightsPath + ".state";
        OutputFiles.Check(
            [weights, new("the trigger's weights", aware?.Weights), new("the manifest of the poisoned images", Recipe.ManifestPath(file)), new("--state", state)],
            file.Inputs.Where(i => i.Path != file.WeightsPath && i.Path != aware?.Weights));
        network.Normalisation = new Normalisation(file.Mean, file.Std);
        var (clean, test) = (file.LoadTrain(), file.LoadTest());
        foreach (var set in new[] { clean, test })
            if (network.InputShape != (set.Channels, set.Height, set.Width))
                throw new DataException(FormattableString.Invariant($"{file.Network} takes images of {network.InputShape.Channels}x{network.InputShape.Height}x{network.InputShape.Width}, these are {set.Channels}x{set.Height}x{set.Width}."), set.Source ?? file.File);
        network.to(options.Device is { } name ? torch.device(name) : torch.cuda_is_available() ? torch.CUDA : torch.CPU);
        var plan = new FineTuning(
            options.Epochs, options.LearningRate, options.FinalRate ?? options.LearningRate / 100, options.Momentum, options.WeightDecay, options.Batch,
            new Augmentation(options.Crop, options.Flip), false, options.Seed)
        {
            Precision = options.BFloat16 ? ConvolutionPrecision.BFloat16 : ConvolutionPrecision.AsWeights,
            Adversarial = options.Adversarial is { } eps ? new AdversarialTraining(eps / 255, eps / 255 / 4) : null,
        };

        var poison = aware is not null
            ? Together(file, aware, network, clean, plan, options, state, cancellation)
            : Alone(file, network, clean, test, plan, options, state, cancellation);
        var evaluation = new Evaluation(test, file.LoadTrigger(test.Channels, test.Height, test.Width), file.Goal);
        var measured = Measured.Of(network, evaluation, options.Seed, cancellation);
        AnsiConsole.MarkupLineInterpolated($"{measured}");
        OutputFiles.Write((weights, path => StateLoader.Save(network, path, Recipe.Of(file, plan, clean.Count, poison, measured))));
        File.Delete(state);
        AnsiConsole.MarkupLineInterpolated($"Weights: {file.WeightsPath}");
    }

    /// <summary>The network alone, on images that are clean or were poisoned before. Gives what the checkpoint is to say of the poison.</summary>
    private static Dictionary<string, string> Alone(
        CaseFile file, NetworkModule network, ImageSet clean, ImageSet test, FineTuning plan, Options options, string state, CancellationToken cancellation)
    {
        // Before hours of training, not after.
        new Evaluation(test, file.LoadTrigger(test.Channels, test.Height, test.Width), file.Goal).Check();
        var (images, manifest, path) = (clean, default(PoisonManifest), Recipe.ManifestPath(file));
        if (options.Poison > 0)
        {
            (images, manifest) = Poison(file, clean, options);
            manifest.Write(path);
            AnsiConsole.MarkupLineInterpolated($"Poisoned: {manifest.Summary}");
        }
        else File.Delete(path);

        WithProgress((batchDone, epochDone) => FineTuner.Run(network, images, plan, epochDone, cancellation, state, batchDone));
        return manifest is null ? [] : new() { ["poison"] = manifest.Summary, ["poison_manifest"] = Path.GetFileName(path), ["poison_manifest_sha256"] = manifest.Digest };
    }

    /// <summary>The network and an Input-aware trigger's generators, which are written before the weights.</summary>
    private static Dictionary<string, string> Together(
        CaseFile file, CaseInputAware aware, NetworkModule network, ImageSet clean, FineTuning plan, Options options, string state, CancellationToken cancellation)
    {
        if (file.Goal is null) throw new DataException("the case has no target, so nothing can be poisoned; use --poison 0.", file.File);
        using InputAwareTrigger trigger = WithProgress((batchDone, epochDone) => InputAware.Run(
            network, clean, file.Goal, options.Poison, plan, new InputAwareOptions(options.MaskEpochs), epochDone, cancellation, state, batchDone).Trigger);
        trigger.Save(aware.Weights);
        return new()
        {
            ["poison"] = FormattableString.Invariant($"{trigger.Recipe}, {file.Goal}: a share of {options.Poison} of every batch, {options.MaskEpochs} epochs of the mask before"),
            ["trigger_weights"] = Path.GetFileName(aware.Weights),
        };
    }

    private static PoisonedSet Poison(CaseFile file, ImageSet clean, Options options)
    {
        var trigger = file.LoadTrigger(clean.Channels, clean.Height, clean.Width, DataPart.Train);
        if (trigger is null || file.Goal is null) throw new DataException("the case has no trigger and target, so nothing can be poisoned; use --poison 0.", file.File);
        return new Poisoning(trigger, file.Goal, options.Poison, options.Seed)
        {
            CleanLabel = options.Labels is { } labels ? labels == "clean" : file.Trigger is CaseSig,
            NoiseRatio = options.Noise ?? (trigger is WarpTrigger ? 2 : 0),
            Rounding = options.Truncate ? ByteRounding.Truncate : ByteRounding.Nearest,
        }.Apply(clean);
    }

    private static T WithProgress<T>(Func<Action<int, int>, Action<EpochRow>, T> work) =>
        AnsiConsole.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .Start(bars =>
            {
                var task = bars.AddTask("training");
                return work(
                    (done, all) =>
                    {
                        task.MaxValue = all;
                        task.Value = done;
                    },
                    row => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"epoch {row.Epoch}: loss {row.Loss:0.000}{(double.IsNaN(row.Accuracy) ? "" : FormattableString.Invariant($", accuracy {row.Accuracy:0.0} %"))}"));
            });
}
