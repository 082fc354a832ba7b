using System.Collections.Immutable;
using Fmt.Defences;
using Fmt.Options;

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
        static Markup Class(Measured row) => row.Role is MeasuredRole.Control or MeasuredRole.Innocent ? Markup.Of($" class=\"control\"") : row.Role == MeasuredRole.After ? Markup.Of($" class=\"after\"") : Markup.Of($"");
    }

    public static Markup Notes(ImmutableArray<string> notes)
    {
        if (notes.IsEmpty) return Markup.Of($"");
        var section = Markup.Of($"<section class=\"notes\" aria-labelledby=\"notes\"><h2 id=\"notes\">Notes on these figures</h2><ul>");
        foreach (var note in notes) section.Add($"<li>{note}");
        return section.Add($"</ul></section>");
    }

    public static Markup Settings(ImmutableArray<Setting> settings)
    {
        if (settings.IsEmpty) return Markup.Of($"<p>No settings were recorded.</p>");
        var table = Markup.Of($"<div class=\"scroll\" role=\"region\" aria-label=\"Settings\" tabindex=\"0\"><table class=\"settings\"><thead><tr><th scope=\"col\">Option<th scope=\"col\">Value<th scope=\"col\">Where the value comes from</thead><tbody>");
        foreach (var setting in settings) table.Add($"<tr><th scope=\"row\">{setting.Name}<td>{setting.Value}<td class=\"words\">{setting.Origin}");
        return table.Add($"</tbody></table></div>");
    }

    public static Markup Times(DefenceReport report)
    {
        var (seconds, times) = (report.Seconds, Markup.Of($""));
        if (!report.Scores.IsEmpty) times.Add($"Scoring {Figures.Time(seconds.Scoring)}, fine-tuning {Figures.Time(seconds.FineTuning)}");
        else times.Add($"Repair {Figures.Time(seconds.FineTuning)}");
        return times.Add($", controls {Figures.Time(seconds.Controls)}, measuring {Figures.Time(seconds.Measuring)}.");
    }

    /// <summary>How to read the rates.</summary>
    public static Markup Reading(DefenceReport report)
    {
        var reading = Markup.Of($"ACC: clean images predicted as their label. ASR: stamped images, of other classes than the target, predicted as the target. RA: the same stamped images predicted as their label.");
        if (!report.Scores.IsEmpty) reading.Add($" Each control starts from the network as it came and gets the same fine-tuning, without the test of the maps.");
        else if (report.Controls is not null) reading.Add($" The control starts from the network as it came and is fine-tuned on the same clean images, no more.");
        if (report.ReActivated is not null) reading.Add($" Re-activation test: a copy is trained a little more on the clean images with five triggered ones among them; a backdoor that was only covered comes back.");
        if (!report.Innocent.IsEmpty) reading.Add($" Innocent networks do not know the trigger: RA is to be read against theirs, not against ACC.");
        if (UnlearningWords.Guard(report.Guard) is { } guard) reading.Add($" {FindingSection.Say(guard)}");
        if (UnlearningWords.Response(report.Response) is { } response) reading.Add($" {FindingSection.Say(response)}");
        return reading;
    }
}
