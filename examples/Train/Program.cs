using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Weights;
using Fmt.Zoo;
using Spectre.Console;
using Spectre.Console.Cli;
using TorchSharp;

return new CommandApp<TrainCommand>().Run(args);

/// <summary>
/// Trains the network of a case file on its training images, a share of them stamped with the case's trigger and relabelled (BadNets, Gu et al. 2017,
/// arXiv 1708.06733), and writes the weights that the case names. This is how the network of the quick start was made.
/// </summary>
internal sealed class TrainCommand : Command<TrainCommand.Options>
{
    public sealed class Options : CommandSettings
    {
        [CommandArgument(0, "<CASE>"), Description("Case file; its weights are written.")]
        public string Case { get; init; } = "";

        [CommandOption("--poison"), Description("Share of the training images that are poisoned; 0 trains an innocent network."), DefaultValue(0.1)]
        public double Poison { get; init; }

        [CommandOption("--epochs"), Description("Epochs of SGD, learning rate by a cosine."), DefaultValue(15)]
        public int Epochs { get; init; }

        [CommandOption("--rate"), Description("First learning rate."), DefaultValue(0.05)]
        public double LearningRate { get; init; }

        [CommandOption("--seed"), Description("Seed of everything."), DefaultValue(0)]
        public int Seed { get; init; }
    }

    public override int Execute(CommandContext context, Options options, System.Threading.CancellationToken cancellation)
    {
        var file = CaseFile.Read(options.Case);
        torch.manual_seed(options.Seed);
        using var network = Networks.Make(file.Network, file.Classes, file.Channels);
        network.Normalisation = new Normalisation(file.Mean, file.Std);
        var clean = file.LoadTrain();
        var evaluation = file.Evaluation();
        var poisoned = Poisoned(clean, evaluation, options, out var count);
        var plan = new FineTuning(options.Epochs, options.LearningRate, options.LearningRate / 100, 0.9, 5e-4, 128, Augmentation.None, false, options.Seed);
        FineTuner.Run(network, poisoned, plan, row => AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"epoch {row.Epoch}: loss {row.Loss:0.000}, accuracy {row.Accuracy:0.0} %"), cancellation);
        var rates = Measurement.Run(network, evaluation, cancellation: cancellation);
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"ACC {rates.Acc:0.00}, ASR {rates.Asr:0.00}, RA {rates.Ra:0.00}");
        StateLoader.Save(network, file.WeightsPath, Recipe(file, options, count, clean.Count, rates));
        return 0;
    }

    private static ImageSet Poisoned(ImageSet clean, Evaluation evaluation, Options options, out int count)
    {
        count = (int)Math.Round(options.Poison * clean.Count);
        if (count == 0) return clean;
        if (!evaluation.HasAttack) throw new DataException("the case has no trigger and target, so nothing can be poisoned; use --poison 0.", options.Case);
        // A stream of its own, so that the choice does not move with batches or weights.
        var order = Enumerable.Range(0, clean.Count).ToArray();
        new RandomSource(options.Seed, "poison").Shuffle(order);
        return evaluation.Trigger!.Stamp(clean, order[..count], evaluation.Goal);
    }

    private static Dictionary<string, string> Recipe(CaseFile file, Options options, int poisoned, int images, Rates rates) => new()
    {
        ["network"] = file.Network,
        ["recipe"] = string.Create(CultureInfo.InvariantCulture, $"{images} images, {poisoned} poisoned; {options.Epochs} epochs of SGD, rate {options.LearningRate} by a cosine, momentum 0.9, weight decay 5e-4, batch 128, no augmentation; seed {options.Seed}"),
        ["measured"] = string.Create(CultureInfo.InvariantCulture, $"ACC {rates.Acc:0.00}, ASR {rates.Asr:0.00}, RA {rates.Ra:0.00}"),
    };
}
