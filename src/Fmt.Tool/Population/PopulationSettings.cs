using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.ComponentModel;
using System.Linq;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Population;

/// <summary>The command line of <c>fmtdsl population</c>.</summary>
internal sealed class PopulationSettings : CaseSettings
{
    [CommandArgument(0, "<RECIPE>"), Description("JSON file that lists the networks.")]
    public string Recipe { get; init; } = "";

    [CommandOption("--out <FOLDER>"), Description("Folder of the case files, weights, rows and the table; made where it is not there.")]
    public string? Out { get; init; }

    [CommandOption("--jobs <N>"), Description("Trainings side by side, a thread each. Default: one per core."), Range(Min = 1, Max = RangeAttribute.MostJobs)]
    public int? Jobs { get; init; }

    [CommandOption("--only <NAMES>"), Description("Names of networks, with commas, which are made with those that they need. Default: all.")]
    public string? Only { get; init; }

    /// <inheritdoc/>
    public override ValidationResult Validate() =>
        base.Validate() is { Successful: false } wrong ? wrong
        : Out is null ? ValidationResult.Error("--out is needed: the folder of the population.")
        : ValidationResult.Success();

    /// <summary>The named members and what they need, in the recipe's order.</summary>
    /// <exception cref="ArgumentException">There is none of a name.</exception>
    internal ImmutableArray<Member> Choose(ImmutableArray<Member> all)
    {
        if (Only is null) return all;
        var wanted = new HashSet<string>(Only.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var unknown = wanted.Except(all.Select(m => m.Entry.Name)).ToArray();
        if (unknown.Length > 0) throw new ArgumentException($"{Recipe} has no network {string.Join(", ", unknown)}; it has {string.Join(", ", all.Select(m => m.Entry.Name))}.");
        // What a member needs stands before it.
        foreach (var member in all.Reverse().Where(m => wanted.Contains(m.Entry.Name))) wanted.UnionWith(member.Entry.Needs());
        return [.. all.Where(m => wanted.Contains(m.Entry.Name))];
    }
}
