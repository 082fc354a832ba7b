using System;
using System.ComponentModel;
using System.Linq;
using Fmt.Files;
using Fmt.Signs;
using Fmt.Tool.Compare;
using Fmt.Tool.Population;
using Fmt.Tool.Running;
using Spectre.Console.Cli;

namespace Fmt.Tool.Signs;

/// <summary>The command line of <c>fmtdsl signs</c>.</summary>
internal sealed class SignsSettings : FolderSettings
{
    [CommandOption("--half <HALF>"), Description("choose, once or all: half of the networks, told apart by a hash of their names, is for choosing thresholds, the other half is looked at once."), DefaultValue("all")]
    public string Half { get; init; } = "all";

    [CommandOption("--signs <NAMES>"), Description("Names of signs, with commas. Default: all.")]
    public string? Signs { get; init; }

    [CommandOption("--images <N>"), Description("Test images that tell whether a backdoor is there, class-balanced."), DefaultValue(2000), Range(Min = 1, Max = RangeAttribute.Most)]
    public int Images { get; init; }

    [CommandOption("--jobs <N>"), Description("Looks side by side, each with one thread. Default: one per core."), Range(Min = 1, Max = RangeAttribute.MostJobs)]
    public int? Jobs { get; init; }

    [CommandOption("--store <FILE>"), Description("SQLite file of finished looks."), DefaultValue("signs.sqlite")]
    public string Store { get; init; } = "signs.sqlite";

    [CommandOption("--markdown <FILE>"), Description("The tables as Markdown.")]
    public string? Markdown { get; init; }

    internal OutputFile StoreFile => new("--store", Store);

    internal OutputFile MarkdownFile => new("--markdown", Markdown);

    internal ISign[] Chosen() => Signs is null ? SignList.All : SignList.Parse(Signs);

    /// <summary>The named cases of the half that was asked for.</summary>
    internal override ComparedCase[] Choose(ComparedCase[] all)
    {
        bool? choosing = Half switch
        {
            "all" => null,
            "choose" => true,
            "once" => false,
            _ => throw new ArgumentException($"--half is choose, once or all, not '{Half}'."),
        };
        return [.. base.Choose(all).Where(c => choosing is null || PopulationHalf.IsForChoosing(c.Name) == choosing)];
    }
}
