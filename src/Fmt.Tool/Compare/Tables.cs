using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Metrics;

namespace Fmt.Tool.Compare;

/// <summary>A table of text: what every view lays out in its own way.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Note">What the columns mean, below.</param>
/// <param name="Columns">Heads; the first column is text, the others are numbers.</param>
/// <param name="Rows">Cells.</param>
internal sealed record TextTable(string Title, string Note, string[] Columns, IReadOnlyList<string[]> Rows)
{
    public const string Legend =
        "ACC, ASR, RA in percent: mean over seeds. DER: defence effectiveness rate, 50 is no change. Again: ASR after the re-activation test (five epochs with five triggered images), where ASR had fallen below 20; innocent networks learn that much from the same images. "
        + "Handed back: the method cost too much accuracy on held-out clean images, and the network is as it came. "
        + "Halved: percent of the backdoor's feature maps (top 10 % TAC of the last resolution stage) whose response fell under half. Passes: images forward and backward, thousands.";

    /// <summary>All tables of a comparison, the summary first.</summary>
    public static IEnumerable<TextTable> Of(Comparison comparison)
    {
        yield return Summary(comparison);
        foreach (var signs in SignsTable.Of(comparison)) yield return signs;
        foreach (var one in comparison.Cases)
        {
            yield return Case(one);
            if (one.Scores is not null) yield return Scores(one, one.Scores);
        }
    }

    private static TextTable Summary(Comparison comparison) => new(
        $"All attacked networks, seeds {string.Join(", ", comparison.Seeds)}",
        "Over networks whose backdoor worked (ASR of at least 50): mean over networks, worst of all runs. Seconds: wall time of the method, several side by side.",
        ["method", "networks", "ACC loss", "worst", "ASR", "worst", "RA", "DER", "worst", "again", "seconds"],
        [.. comparison.Summary.Select(r => (string[])[r.Method, r.Cases.ToString(CultureInfo.InvariantCulture), One(r.AccLoss), One(r.WorstAccLoss), One(r.Asr), One(r.WorstAsr), One(r.Ra), One(r.Der), One(r.WorstDer), One(r.ReActivatedAsr), Whole(r.Seconds)])]);

    private static TextTable Case(CaseRows one) => new(
        $"{one.Case} ({one.Network})",
        Legend,
        ["", "ACC", "ASR", "RA", "DER", "again", "halved", "seconds", "passes"],
        [
            .. one.Before is { } before ? [Rates("as it came", before, null)] : (string[][])[],
            .. one.Methods.Select(r => (string[])[r.Title, One(r.Acc), One(r.Asr), One(r.Ra), One(r.Der), One(r.ReActivatedAsr), Whole(r.Halved), Whole(r.Seconds), Whole(r.Passes / 1000)]),
            .. one.Innocent.Select(i => Rates("innocent: " + i.Name, i.Rates, i.ReActivatedAsr)),
        ]);

    private static TextTable Scores(CaseRows one, ScoresResult scores) => new(
        $"{one.Case}: tests of feature maps",
        $"Coverage in percent of TAC's top {100 * scores.Share:0} % of every place, in the last resolution stage and everywhere (chance {100 * scores.Share:0}); Spearman's correlation with TAC in the last stage.",
        ["score", "last stage", "everywhere", "correlation", "seconds", "passes"],
        [.. scores.Rows.Select(r => (string[])[r.Score, Whole(r.LastStage), Whole(r.Everywhere), r.Correlation.ToString("0.00", CultureInfo.InvariantCulture), One(r.Seconds), Whole((r.Forward + r.Backward) / 1000.0)])]);

    private static string[] Rates(string name, Rates rates, double? again) => [name, One(rates.Acc), One(rates.Asr), One(rates.Ra), "", again is null ? "" : One(again), "", "", ""];

    internal static string One(double? value) => value?.ToString("0.0", CultureInfo.InvariantCulture) ?? "-";

    private static string Whole(double? value) => value?.ToString("0", CultureInfo.InvariantCulture) ?? "-";
}
