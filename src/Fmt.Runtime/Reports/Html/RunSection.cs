using System.Collections.Immutable;
using Fmt.Defences;

namespace Fmt.Reports.Html;

/// <summary>The tables of a run: rates, times, settings, and its notes.</summary>
internal static class RunSection
{
    public static Markup Rates(DefenceReport report)
    {
        var table = Markup.Of($"<table class=\"rates\"><caption>Percent of the test images</caption><thead><tr><td><th scope=\"col\"><abbr title=\"clean accuracy\">ACC</abbr><th scope=\"col\"><abbr title=\"attack success rate\">ASR</abbr><th scope=\"col\"><abbr title=\"robust accuracy\">RA</abbr></thead><tbody>");
        foreach (var row in Measured.Rows(report))
            table.Add($"<tr{Class(row)}><th scope=\"row\">{row.Name}<td>{Rate(row.Rates.Acc)}<td>{Rate(row.Rates.Asr)}<td>{Rate(row.Rates.Ra)}");
        return table.Add($"</tbody></table>");

        static string Rate(double? percent) => Figures.Hundredths(percent, "–");
        static Markup Class(Measured row) => row.IsControl ? Markup.Of($" class=\"control\"") : row.Short == "after" ? Markup.Of($" class=\"after\"") : Markup.Of($"");
    }

    public static Markup Notes(ImmutableArray<string> notes)
    {
        if (notes.IsEmpty) return Markup.Of($"");
        var section = Markup.Of($"<section class=\"notes\" aria-labelledby=\"notes\"><h2 id=\"notes\">Notes on these figures</h2><ul>");
        foreach (string note in notes) section.Add($"<li>{note}");
        return section.Add($"</ul></section>");
    }

    public static Markup Settings(ImmutableArray<Setting> settings)
    {
        if (settings.IsEmpty) return Markup.Of($"<p>No settings were recorded.</p>");
        var table = Markup.Of($"<div class=\"scroll\" role=\"region\" aria-label=\"Settings\" tabindex=\"0\"><table class=\"settings\"><thead><tr><th scope=\"col\">Option<th scope=\"col\">Value<th scope=\"col\">Where the value comes from</thead><tbody>");
        foreach (var setting in settings) table.Add($"<tr><th scope=\"row\">{setting.Name}<td>{setting.Value}<td class=\"words\">{setting.Origin}");
        return table.Add($"</tbody></table></div>");
    }

    public static Markup Times(StageSeconds seconds) =>
        Markup.Of($"Scoring {Figures.Time(seconds.Scoring)}, fine-tuning {Figures.Time(seconds.FineTuning)}, controls {Figures.Time(seconds.Controls)}, measuring {Figures.Time(seconds.Measuring)}.");
}
