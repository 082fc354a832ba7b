using System;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using Fmt.Tool.Running;
using Spectre.Console;
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

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : List(Seeds).FirstOrDefault(s => !TryRead(s, out _)) is { } seed ? ValidationResult.Error($"--seeds has '{seed}'; seeds are whole numbers from {int.MinValue} to {int.MaxValue}, with commas.")
        : List(Seeds).Length == 0 ? ValidationResult.Error($"--seeds is '{Seeds}'; give one whole number or several, with commas.")
        : ValidationResult.Success();

    internal int[] SeedNumbers() => [.. List(Seeds).Select(s => TryRead(s, out var seed) ? seed : throw new FormatException($"--seeds has '{s}', which is no seed.")).Distinct()];

    private static bool TryRead(string text, out int seed) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out seed);

    /// <summary>The named cases out of all of the folder.</summary>
    internal virtual ComparedCase[] Choose(ComparedCase[] all) => Cases is null ? all : ComparedCase.Choose(all, List(Cases), Folder);

    private static string[] List(string names) => [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
