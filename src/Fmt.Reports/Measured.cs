using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;
using Fmt.Metrics;

namespace Fmt.Reports;

/// <summary>One row of figures: a state of the network and its rates.</summary>
/// <param name="Name">Name for tables.</param>
/// <param name="Short">Name for charts.</param>
/// <param name="Rates">The rates.</param>
/// <param name="Role">What it is about.</param>
internal sealed record Measured(string Name, string Short, Rates Rates, MeasuredRole Role)
{
    /// <summary>A longer name does not fit beside a chart's bars.</summary>
    private const int ShortCharacters = 13;

    /// <summary>The rows of a report in the order in which every view shows them.</summary>
    public static ImmutableArray<Measured> Rows(DefenceReport report)
    {
        var after = report.Guard is { HandedBack: true } ? "After (handed back as it came)" : !report.Changed ? "After (left alone)" : report.Scores.IsEmpty ? "After (repaired)" : "After (pruned, fine-tuned)";
        (string Name, string Short, Rates? Rates, MeasuredRole Role)[] rows =
        [
            ("Before", "before", report.Before, MeasuredRole.Before),
            ("Pruned only", "pruned only", report.PrunedOnly, MeasuredRole.Between),
            (after, "after", report.After, MeasuredRole.After),
            ("After, re-activation test", "re-activated", report.ReActivated, MeasuredRole.Between),
            ("Control: fine-tuning only", "fine-tuning only", report.Controls?.FinetuneOnly, MeasuredRole.Control),
            ("Control: random pruning, fine-tuned", "random pruning", report.Controls?.Random, MeasuredRole.Control),
            .. report.Innocent.Select(i => ("Innocent network: " + i.Name, Shortened(i.Name), (Rates?)i.Rates, MeasuredRole.Innocent)),
        ];
        return [.. rows.Where(r => r.Rates is not null).Select(r => new Measured(r.Name, r.Short, r.Rates!, r.Role))];
    }

    private static string Shortened(string name) => name.Length <= ShortCharacters ? name : name[..(ShortCharacters - 1)] + "…";
}
