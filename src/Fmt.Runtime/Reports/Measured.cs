using System.Collections.Immutable;
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
        ImmutableArray<Measured> rows =
        [
            new("Before", "before", report.Before, false),
            new("Pruned only", "pruned only", report.PrunedOnly, false),
            new("After (pruned, fine-tuned)", "after", report.After, false),
        ];
        return report.Controls is not { } controls ? rows :
        [
            .. rows,
            new("Control: fine-tuning only", "fine-tuning only", controls.FinetuneOnly, true),
            new("Control: random pruning, fine-tuned", "random pruning", controls.Random, true),
        ];
    }
}
