using System;
using System.ComponentModel;
using System.Threading;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Files;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Train;

/// <summary>Makes the trigger of TrojanNN from the clean network of a case, for a case that trains another one with it.</summary>
internal sealed class TrojanCommand : Command<TrojanCommand.Options>
{
    public sealed class Options : CaseSettings
    {
        [CommandArgument(0, "<CASE>"), Description("Case file of a clean network and its weights.")]
        public string Case { get; init; } = "";

        [CommandOption("--out <FILE>"), Description("The pattern, a NumPy array; another case's trigger is then { \"mode\": \"add\", \"pattern\": FILE }."), DefaultValue("trojan.npy")]
        public string Out { get; init; } = "trojan.npy";

        [CommandOption("--size <PIXELS>"), Description("Side of the square in the lower right corner."), DefaultValue(3), Range(Min = 1, Max = 4096)]
        public int Size { get; init; }

        [CommandOption("--seed <N>"), Description("Seed of the pixels' start."), DefaultValue(0)]
        public int Seed { get; init; }
    }

    public override int Execute(CommandContext context, Options options, CancellationToken cancellation) => Failure.Compute(
        () =>
        {
            Make(options, cancellation);
            return 0;
        },
        "Stopped; nothing was written.");

    private static void Make(Options options, CancellationToken cancellation)
    {
        var file = CaseFile.Read(options.Case);
        var output = new OutputFile("--out", options.Out);
        OutputFiles.Check([output], file.Inputs);
        using var network = options.Registry().Open(file);
        var (channels, height, width) = network.InputShape;
        var made = TrojanSquare.Make(network, channels, height, width, new TrojanOptions { Size = options.Size, Seed = options.Seed }, cancellation: cancellation);
        OutputFiles.Write((output, made.Trigger.SavePattern));
        AnsiConsole.MarkupLine(FormattableString.Invariant($"Units {string.Join(", ", made.Units)}: loss {made.FirstLoss:0.###} before, {made.Loss:0.###} after {made.Steps} steps.").EscapeMarkup());
        AnsiConsole.MarkupLineInterpolated($"Pattern: {options.Out}");
    }
}
