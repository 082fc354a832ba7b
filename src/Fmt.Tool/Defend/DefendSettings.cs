using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using Fmt.Defences;
using Fmt.Metrics;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Defend;

/// <summary>The command line of <c>fmtdsl defend</c>.</summary>
internal sealed class DefendSettings : DeviceSettings
{
    private static readonly Dictionary<string, DefenceOptions> Presets = new()
    {
        ["paper"] = DefenceOptions.Paper,
        ["as-released"] = DefenceOptions.AsReleased,
        ["default"] = DefenceOptions.Default,
    };

    [CommandOption("--case <FILE>"), Description("Case file: network, weights, images, trigger.")]
    public string? Case { get; init; }

    [CommandOption("--options <NAME>"), Description("default (finds a sign of a backdoor and repairs), paper (FMT as the paper states it) or as-released (FMT as its code does it)."), DefaultValue("default")]
    public string Preset { get; init; } = "default";

    [CommandOption("--innocent <CASE>"), Description("Case file of a network for the same images that does not know the trigger: what it scores on stamped images is what RA can reach. May be given several times.")]
    public string[] Innocent { get; init; } = [];

    [CommandOption("--unlabelled"), Description("Do not use the clean images' labels but the network's own answers.")]
    public bool Unlabelled { get; init; }

    [CommandOption("--any-accuracy"), Description("Go on where the network reads the clean images no better than guessing, which is an error else.")]
    public bool AnyAccuracy { get; init; }

    [CommandOption("--seed <N>"), Description("Seed of every random choice."), DefaultValue(0)]
    public int Seed { get; init; }

    [CommandOption("--json <OUT>"), Description("Write the figures as JSON.")]
    public string? Json { get; init; }

    [CommandOption("--report <FILE>"), Description("Write the report as one HTML page."), DefaultValue("report.html")]
    public string Report { get; init; } = "report.html";

    [CommandOption("--weights <FILE>"), Description("Write the repaired weights as safetensors with PyTorch's names."), DefaultValue("repaired.safetensors")]
    public string Weights { get; init; } = "repaired.safetensors";

    [CommandOption("--in-place"), Description("Let --weights be the case's own weights file, which is then replaced.")]
    public bool InPlace { get; init; }

    [CommandOption("--max-accuracy-loss <POINTS>"), Description("Points of accuracy on held-out clean images that the defence may cost; else the network stays as it came and the exit code is 2. 100: no bound, all clean images are trained on."), DefaultValue(AccuracyGuard.DefaultMaxLoss), Range(Min = 0, Max = AccuracyGuard.NoBound, Why = "points; 100 for no bound")]
    public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : Case is null ? ValidationResult.Error("--case FILE is missing: what is to be defended.")
        : !Presets.ContainsKey(Preset) ? ValidationResult.Error($"--options is 'paper', 'as-released' or 'default', not '{Preset}'.")
        : ValidationResult.Success();

    /// <summary>What the defence is to do.</summary>
    internal DefenceOptions Options(Evaluation evaluation, ImmutableArray<InnocentNetwork> innocent) => Presets[Preset] with
    {
        Seed = Seed,
        Guard = new() { MaxAccuracyLoss = MaxAccuracyLoss, AnyAccuracy = AnyAccuracy },
        Evaluation = evaluation,
        Unlabelled = Unlabelled,
        Innocent = innocent,
    };
}
