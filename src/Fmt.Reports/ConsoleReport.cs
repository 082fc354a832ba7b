using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Spectre.Console;

namespace Fmt.Reports;

/// <summary>A defence's outcome as text on a console: verdict, what a repair found and did, rates next to the controls, what was pruned, times, notes.</summary>
public static class ConsoleReport
{
    /// <summary>Channels listed per layer before the list is cut; the JSON and HTML reports have them all.</summary>
    private const int ListedCharacters = 60;

    /// <summary>Writes the report.</summary>
    /// <param name="report">The defence's outcome.</param>
    /// <param name="console">Where to write; names are written as they are, never read as markup.</param>
    public static void Write(DefenceReport report, IAnsiConsole console)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(console);
        Line(console, $"{report.Method} on {report.Network}, seed {report.Seed.ToString(CultureInfo.InvariantCulture)}, {report.Device}", Decoration.Bold);
        Line(console, Verdict.Of(report).Sentence);
        if (report.Unlearning is not null) ConsoleUnlearning.Write(report, console);
        console.Write(Rates(report));
        if (UnlearningWords.Guard(report.Guard) is { } guard) Line(console, guard);
        if (UnlearningWords.Response(report.Response) is { } response) Line(console, response);
        if (report.Unlearning is null) WritePruned(report, console);
        Line(console, (!report.Scores.IsEmpty ? $"Seconds: scoring {Figures.Tenths(report.Seconds.Scoring)}, fine-tuning" : "Seconds: defence")
            + $" {Figures.Tenths(report.Seconds.FineTuning)}, controls {Figures.Tenths(report.Seconds.Controls)}, measuring {Figures.Tenths(report.Seconds.Measuring)}");
        foreach (var note in UnlearningWords.Notes(report)) Line(console, "Note: " + note);
    }

    private static Table Rates(DefenceReport report)
    {
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("percent"));
        foreach (var rate in (string[])["ACC", "ASR", "RA"]) table.AddColumn(new TableColumn(rate).RightAligned().NoWrap());
        foreach (var row in Measured.Rows(report))
            table.AddRow(new Text(row.Name), Cell(row.Rates.Acc), Cell(row.Rates.Asr), Cell(row.Rates.Ra));
        return table;

        static Text Cell(double? rate) => new(Figures.Hundredths(rate, "-"));
    }

    private static void WritePruned(DefenceReport report, IAnsiConsole console)
    {
        var layers = report.Scores.Where(site => !site.Pruned.IsEmpty).ToList();
        if (layers.Count == 0)
        {
            Line(console, "Nothing was pruned.");
            return;
        }
        var table = new Table { Border = TableBorder.Rounded };
        table.AddColumn(new TableColumn("layer"));
        table.AddColumn(new TableColumn("pruned").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("ties").NoWrap());
        table.AddColumn(new TableColumn("channels"));
        foreach (var site in layers)
            table.AddRow(
                new Text(site.Layer),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{site.Pruned.Length} of {site.Channels}")),
                new Text(LayerSummary.Of(site).Ties),
                new Text(Listed(site.Pruned)));
        console.Write(table);
        if (layers.Count < report.Scores.Length)
            Line(console, string.Create(CultureInfo.InvariantCulture, $"Nothing was pruned in the other {report.Scores.Length - layers.Count} tested {(report.Scores.Length - layers.Count == 1 ? "layer" : "layers")}."));
    }

    /// <summary>Channels in short; a long list is cut.</summary>
    internal static string Listed(ImmutableArray<int> channels)
    {
        var all = Figures.Ranges(channels, "-");
        if (all.Length <= ListedCharacters) return all;
        var end = all.LastIndexOf(',', ListedCharacters);
        return all[..(end + 1)] + " ...";
    }

    internal static void Line(IAnsiConsole console, string text, Decoration decoration = Decoration.None)
    {
        console.Write(new Text(text, new Style(decoration: decoration)));
        console.WriteLine();
    }
}
