using System;
using System.ComponentModel;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Tool.Running;
using Spectre.Console.Cli;

namespace Fmt.Tool.Compare;

/// <summary>The command line of <c>fmtdsl compare</c>.</summary>
internal sealed class CompareSettings : FolderSettings
{
    [CommandOption("--methods <NAMES>"), Description("Names of methods, with commas. Default: Paper, AsReleased, Default, Mask, unlearn, tune, FT, FP, CLP, BNP, RNP, FST, FT-SAM, NAD.")]
    public string? MethodNames { get; init; }

    [CommandOption("--images <N>"), Description("Test images, class-balanced; all where the case has fewer."), DefaultValue(2000), Range(Min = 1, Max = RangeAttribute.Most)]
    public int Images { get; init; }

    [CommandOption("--clean <N>"), Description("Clean images that a method gets, class-balanced; the case's share where it is less. Default: the case's share."), Range(Min = 1, Max = RangeAttribute.Most)]
    public int? Clean { get; init; }

    [CommandOption("--unlabelled"), Description("Methods get the network's own answers in place of the clean images' labels.")]
    public bool Unlabelled { get; init; }

    [CommandOption("--jobs <N>"), Description("Runs side by side; each takes up to two cores. Default: one per two cores."), Range(Min = 1, Max = RangeAttribute.MostJobs)]
    public int? Jobs { get; init; }

    [CommandOption("--scores"), Description("Also compare tests of feature maps: how many of the trigger's maps each finds.")]
    public bool Scores { get; init; }

    [CommandOption("--no-reactivation"), Description("Leave out the re-activation test.")]
    public bool NoReActivation { get; init; }

    [CommandOption("--max-accuracy-loss <POINTS>"), Description("Points of accuracy on held-out clean images that a method may cost; else the network stays as it came, and the row says so. 100: no bound, and the method trains on all clean images, as published ones do."), DefaultValue(AccuracyGuard.DefaultMaxLoss), Range(Min = 0, Max = AccuracyGuard.NoBound, Why = "points; 100 for no bound")]
    public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

    [CommandOption("--store <FILE>"), Description("SQLite file of finished runs."), DefaultValue("compare.sqlite")]
    public string Store { get; init; } = "compare.sqlite";

    [CommandOption("--html <FILE>"), Description("The table as a page."), DefaultValue("compare.html")]
    public string Html { get; init; } = "compare.html";

    [CommandOption("--markdown <FILE>"), Description("The table as Markdown.")]
    public string? Markdown { get; init; }

    internal CleanImages CleanImages => new(Clean, Unlabelled);

    internal OutputFile StoreFile => new("--store", Store);

    internal OutputFile HtmlFile => new("--html", Html);

    internal OutputFile MarkdownFile => new("--markdown", Markdown);

    /// <summary>Names of the methods.</summary>
    /// <exception cref="ArgumentException">There is no such method.</exception>
    internal string[] Chosen()
    {
        var methods = MethodNames is null ? Methods.Standard : Methods.Parse(MethodNames);
        foreach (var method in methods) Methods.Make(method);
        return methods;
    }
}
