using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;
using Fmt.Metrics;

namespace Fmt.Reports;

/// <summary>One row of figures: a state of the network and its rates.</summary>
/// <param name="Name">Name for tables.</param>
/// <param name="Short">Name for charts.</param>
/// <param name="Rates">The rates.</param>
/// <param name="IsControl">Whether the row is a control.</param>
internal sealed record Measured(string Name, string Short, Rates Rates, bool IsControl)
{
    /// <summary>The rows of a report in the order in which every view shows them.</summary>
    public static ImmutableArray<Measured> Rows(DefenceReport report)
    {
        (string Name, string Short, Rates? Rates, bool IsControl)[] rows =
        [
            ("Before", "before", report.Before, false),
            ("Pruned only", "pruned only", report.PrunedOnly, false),
            (report.Repair is null ? "After (pruned, fine-tuned)" : report.Repair.Repaired ? "After (repaired)" : "After (left alone)", "after", report.After, false),
            ("After, re-activation test", "re-activated", report.ReActivated, false),
            ("Control: fine-tuning only", "fine-tuning only", report.Controls?.FinetuneOnly, true),
            ("Control: random pruning, fine-tuned", "random pruning", report.Controls?.Random, true),
            .. report.Innocent.Select(i => ("Innocent network: " + i.Name, "innocent", (Rates?)i.Rates, true)),
        ];
        return [.. rows.Where(r => r.Rates is not null).Select(r => new Measured(r.Name, r.Short, r.Rates!, r.IsControl))];
    }
}
