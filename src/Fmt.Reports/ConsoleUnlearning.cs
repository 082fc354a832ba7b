using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;
using Spectre.Console;

namespace Fmt.Reports;

/// <summary>What a repair found and did, on a console.</summary>
internal static class ConsoleUnlearning
{
    public static void Write(DefenceReport report, IAnsiConsole console)
    {
        var findings = report.Unlearning!;
        Head(console, "What was found");
        ConsoleReport.Line(console, StateWords.State(findings), Decoration.Bold);
        if (StateWords.Raised(report) is { } raised) ConsoleReport.Line(console, raised);
        ConsoleReport.Line(console, UnlearningWords.Sign(report));
        if (findings.Sign is { } sign)
        {
            ConsoleReport.Line(console, UnlearningWords.Scale);
            if (UnlearningWords.Validity(sign) is { } validity) ConsoleReport.Line(console, validity);
            if (sign.Evidence.Any(place => !place.Channels.IsEmpty)) console.Write(Evidence(sign));
        }
        if (findings.Classes is not null) ConsoleReport.Line(console, UnlearningWords.ReachedScale);
        foreach (var reading in UnlearningWords.Readings(report)) ConsoleReport.Line(console, reading);
        if (!findings.Perturbations.IsEmpty) console.Write(Perturbations(report));
        if (UnlearningWords.Direction(report) is { } direction) ConsoleReport.Line(console, direction);
        if (UnlearningWords.Strength(findings) is { } strength) ConsoleReport.Line(console, strength);
        if (UnlearningWords.Use(findings) is { } use) ConsoleReport.Line(console, use);
        Head(console, "What was done");
        ConsoleReport.Line(console, UnlearningWords.Branch(findings));
        foreach (var check in StateWords.Checks(report)) ConsoleReport.Line(console, check);
        ConsoleReport.Line(console, UnlearningWords.Cost(report));
        Head(console, "What to do next");
        foreach (var step in UnlearningWords.Next(report)) ConsoleReport.Line(console, "- " + step);
        console.WriteLine();
    }

    private static Table Evidence(BackdoorSign sign)
    {
        var table = Table("batch norm", "its maps", "suspect", "largest, nats", "suspect channels");
        foreach (var place in sign.Evidence.Where(place => !place.Channels.IsEmpty))
            table.AddRow(
                new Text(place.Norm), new Text(place.Layer ?? "residual sum"),
                new Text(string.Create(CultureInfo.InvariantCulture, $"{place.Channels.Length} of {place.Divergence.Length}")),
                new Text(Figures.Short(place.Divergence.Max())), new Text(ConsoleReport.Listed(place.Channels)));
        return table;
    }

    private static Table Perturbations(DefenceReport report)
    {
        var table = Table("perturbation", "leads to", "before, %", "after, %", "cosine");
        foreach (var found in report.Unlearning!.Perturbations)
            table.AddRow(
                new Text(found.Kind), new Text(UnlearningWords.Class(report, found.Class)), new Text(Figures.Tenths(found.Before, "-")), new Text(Figures.Tenths(found.After, "-")),
                new Text(Figures.Hundredths(found.Cosine, "-")));
        return table;
    }

    private static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (var column in columns) table.AddColumn(new TableColumn(column));
        foreach (var figure in (int[])[2, 3]) table.Columns[figure].RightAligned().NoWrap();
        return table;
    }

    private static void Head(IAnsiConsole console, string words)
    {
        console.WriteLine();
        ConsoleReport.Line(console, words, Decoration.Bold);
    }
}
