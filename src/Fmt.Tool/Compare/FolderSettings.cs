using System;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using Fmt.Tool.Running;
using Spectre.Console.Cli;

namespace Fmt.Tool.Compare;

/// <summary>What commands on all case files of a folder take.</summary>
internal abstract class FolderSettings : CaseSettings
{
    [CommandArgument(0, "<FOLDER>"), Description("Folder with case files.")]
    public string Folder { get; init; } = "";

    [CommandOption("--cases <NAMES>"), Description("Names of cases, with commas. Default: all of the folder.")]
    public string? Cases { get; init; }

    [CommandOption("--seeds <NUMBERS>"), Description("Seeds, with commas. A seed draws the clean images and everything else."), DefaultValue("0")]
    public string Seeds { get; init; } = "0";

    internal int[] SeedNumbers() => [.. List(Seeds).Select(s => int.Parse(s, CultureInfo.InvariantCulture)).Distinct()];

    /// <summary>The named cases out of all of the folder.</summary>
    internal virtual ComparedCase[] Choose(ComparedCase[] all) => Cases is null ? all : ComparedCase.Choose(all, List(Cases), Folder);

    private static string[] List(string names) => [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
