using System;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Tool.Running;
using Spectre.Console.Cli;

namespace Fmt.Tool.Compare;

/// <summary>The command line of <c>fmtdsl compare</c>.</summary>
internal sealed class CompareSettings : CaseSettings
{
    [CommandArgument(0, "<FOLDER>"), Description("Folder with case files.")]
    public string Folder { get; init; } = "";

    [CommandOption("--cases <NAMES>"), Description("Names of cases, with commas. Default: all of the folder.")]
    public string? Cases { get; init; }

    [CommandOption("--methods <NAMES>"), Description("Names of methods, with commas. Default: Paper, AsReleased, Default, Mask, unlearn, tune, FT, FP, CLP, BNP, RNP, FST, FT-SAM, NAD.")]
    public string? MethodNames { get; init; }

    [CommandOption("--seeds <NUMBERS>"), Description("Seeds, with commas. A seed draws the clean images and everything else."), DefaultValue("0")]
    public string Seeds { get; init; } = "0";

    [CommandOption("--images <N>"), Description("Test images, class-balanced; all where the case has fewer."), DefaultValue(2000)]
    public int Images { get; init; }

    [CommandOption("--jobs <N>"), Description("Runs side by side; each takes up to two cores. Default: one per two cores.")]
    public int? Jobs { get; init; }

    [CommandOption("--scores"), Description("Also compare tests of feature maps: how many of the trigger's maps each finds.")]
    public bool Scores { get; init; }

    [CommandOption("--no-reactivation"), Description("Leave out the re-activation test.")]
    public bool NoReActivation { get; init; }

    [CommandOption("--max-accuracy-loss <POINTS>"), Description("Points of accuracy on held-out clean images that a method may cost; else the network stays as it came, and the row says so. 100: no bound, and the method trains on all clean images, as published ones do."), DefaultValue(AccuracyGuard.DefaultMaxLoss)]
    public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

    [CommandOption("--store <FILE>"), Description("SQLite file of finished runs."), DefaultValue("compare.sqlite")]
    public string Store { get; init; } = "compare.sqlite";

    [CommandOption("--html <FILE>"), Description("The table as a page."), DefaultValue("compare.html")]
    public string Html { get; init; } = "compare.html";

    [CommandOption("--markdown <FILE>"), Description("The table as Markdown.")]
    public string? Markdown { get; init; }

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

    internal int[] SeedNumbers() => [.. List(Seeds).Select(s => int.Parse(s, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>The named cases out of all of the folder.</summary>
    internal ComparedCase[] Choose(ComparedCase[] all) => Cases is null ? all : ComparedCase.Choose(all, List(Cases), Folder);

    private static string[] List(string names) => [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
