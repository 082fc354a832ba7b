using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Reports.Html;

/// <summary>What a repair found, what it did, and what to do next: the page's parts for a reader who knows no trigger.</summary>
internal static class FindingSection
{
    private const int Steps = 100;

    /// <summary>A longer list of channels is folded.</summary>
    private const int ListedCharacters = 40;

    public static Markup Of(DefenceReport report)
    {
        if (report.Unlearning is not { } findings) return Markup.Of($"");
        var page = Markup.Of($"<section aria-labelledby=\"found\"><h2 id=\"found\">What was found</h2><p><strong>{Say(StateWords.State(findings))}</strong>{(StateWords.Raised(report) is { } raised ? " " + Say(raised) : "")}</p><p>{Say(UnlearningWords.Sign(report))}</p>");
        if (findings.Sign is { } sign) page.Add(Sign(sign));
        if (findings.Classes is { } classes) page.Add(Reached(report, classes));
        foreach (var reading in UnlearningWords.Readings(report)) page.Add($"<p>{Say(reading)}</p>");
        if (!findings.Perturbations.IsEmpty) page.Add(Perturbations(report, findings));
        page.Add($"</section><section aria-labelledby=\"done\"><h2 id=\"done\">What was done</h2><p>{Say(UnlearningWords.Branch(findings))}</p>");
        foreach (var check in StateWords.Checks(report)) page.Add($"<p>{Say(check)}</p>");
        page.Add($"<p class=\"small\">{Say(UnlearningWords.Cost(report))}</p></section>");
        page.Add($"<section class=\"next\" aria-labelledby=\"next\"><h2 id=\"next\">What to do next</h2><ul>");
        foreach (var step in UnlearningWords.Next(report)) page.Add($"<li>{Say(step)}");
        return page.Add($"</ul></section>");
    }

    /// <summary>A figure stays on the line of its percent sign or unit.</summary>
    internal static string Say(string sentence) =>
        sentence.Replace(" %", "\u00A0%", StringComparison.Ordinal).Replace(" nats", "\u00A0nats", StringComparison.Ordinal);

    private static Markup Sign(BackdoorSign sign)
    {
        var part = Markup.Of($"<p class=\"small\">{Say(UnlearningWords.Scale)}{(UnlearningWords.Validity(sign) is { } validity ? " " + Say(validity) : "")}</p>");
        return sign.Evidence.All(place => place.Divergence.IsEmpty) ? part : part.Add(Picture(sign)).Add(Evidence(sign));
    }

    private static Markup Picture(BackdoorSign sign)
    {
        var scale = LogScale.Around(sign.Evidence.SelectMany(place => place.Divergence).Append(sign.Threshold));
        var picture = Pictures.EvidenceMap(sign.Evidence, scale, Steps);
        var figure = Markup.Of($"<figure class=\"scoremap\"><figcaption>Each row is a place of the last resolution stage. To the right, in logarithmic steps: how far the statistics that batch norm remembers for a feature map are from those of clean images. <span class=\"key all\"></span> all maps, stronger where more of them lie. <span class=\"key gone\"></span> the suspect ones. <span class=\"key line\"></span> the threshold.</figcaption><div class=\"rows\"><ol>");
        foreach (var place in sign.Evidence) figure.Add($"<li title=\"{place.Norm}\">{place.Norm}</li>");
        figure.Add($"</ol><div class=\"field\"><div class=\"plot\"><img src=\"{picture}\" style=\"height:{sign.Evidence.Length * Pictures.RowHeight}px\" alt=\"Distribution of the divergence of the maps in {sign.Evidence.Length} places, with the suspect maps marked; the table below has the figures.\"><i class=\"threshold\" style=\"left:{Percent(scale.Share(sign.Threshold))}%\"></i></div><div class=\"scale decades\">");
        foreach (var tick in scale.Ticks) figure.Add($"<span style=\"left:{Percent(scale.Share(tick))}%\">{tick.ToString("0.#####", CultureInfo.InvariantCulture)}</span>");
        return figure.Add($"</div></div></div></figure>");
    }

    private static Markup Evidence(BackdoorSign sign)
    {
        var table = Markup.Of($"<div class=\"scroll\" role=\"region\" aria-label=\"Suspect maps\" tabindex=\"0\"><table class=\"layers\"><caption>Suspect feature maps: divergence above the threshold, at most a tenth of a place</caption><thead><tr><th scope=\"col\">Batch norm<th scope=\"col\" class=\"words\">Its maps<th scope=\"col\">Maps<th scope=\"col\">Suspect<th scope=\"col\">Median, nats<th scope=\"col\">Largest, nats<th scope=\"col\" class=\"words\">Suspect channels</thead><tbody>");
        foreach (var place in sign.Evidence)
        {
            table.Add($"<tr><th scope=\"row\">{place.Norm}<td class=\"words\">{place.Layer ?? "residual sum"}<td>{place.Divergence.Length}<td>{place.Channels.Length}");
            table.Add($"<td>{Short(place.Divergence.Order().ElementAtOrDefault(place.Divergence.Length / 2))}<td>{Short(place.Divergence.DefaultIfEmpty().Max())}<td class=\"words\">{Channels(place.Channels)}");
        }
        return table.Add($"</tbody></table></div>");
    }

    /// <summary>The classes that few pixels reach most, ten at most.</summary>
    private static Markup Reached(DefenceReport report, ClassSign classes)
    {
        const int Most = 10;
        var part = Markup.Of($"<p class=\"small\">{Say(UnlearningWords.ReachedScale)}</p><div class=\"scroll\" role=\"region\" aria-label=\"Classes\" tabindex=\"0\"><table class=\"found\"><caption>Images of other classes that the same {ClassSign.Pixels} pixels lead to a class; the classes reached most</caption><thead><tr><th scope=\"col\">Class<th scope=\"col\">Reached, %</thead><tbody>");
        foreach (var one in Enumerable.Range(0, classes.Reached.Length).OrderByDescending(k => classes.Reached[k]).Take(Most))
            part.Add($"<tr><th scope=\"row\">{UnlearningWords.Class(report, one)}<td>{Figures.Tenths(classes.Reached[one], "–")}");
        return part.Add($"</tbody></table></div>");
    }

    private static Markup Perturbations(DefenceReport report, UnlearningFindings findings)
    {
        var part = Markup.Of($"<h3>Reconstructed perturbations</h3><p class=\"small\">Made on clean images alone: one change for all images, sought so that the network as it came errs. Share: images of other classes that it leads to its class.</p>");
        part.Add($"<div class=\"scroll\" role=\"region\" aria-label=\"Perturbations\" tabindex=\"0\"><table class=\"found\"><thead><tr><th scope=\"col\">Form<th scope=\"col\" class=\"words\">Leads to<th scope=\"col\">Before, %<th scope=\"col\">After, %<th scope=\"col\"><abbr title=\"with the remembered direction, at the last batch norm\">Cosine</abbr></thead><tbody>");
        foreach (var found in findings.Perturbations)
            part.Add($"<tr><th scope=\"row\">{found.Kind}<td class=\"words\">{UnlearningWords.Class(report, found.Class)}<td>{Figures.Tenths(found.Before, "–")}<td>{Figures.Tenths(found.After, "–")}<td>{Figures.Hundredths(found.Cosine, "–")}");
        part.Add($"</tbody></table></div><p>{Say(UnlearningWords.Direction(report)!)}</p>");
        if (UnlearningWords.Strength(findings) is { } strength) part.Add($"<p class=\"small\">{strength}</p>");
        return UnlearningWords.Use(findings) is { } use ? part.Add($"<p>{Say(use)}</p>") : part;
    }

    private static string Percent(double share) => (100 * share).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Short(double nats) => nats.ToString("G3", CultureInfo.InvariantCulture);

    private static Markup Channels(ImmutableArray<int> channels)
    {
        var all = Figures.Ranges(channels);
        return all.Length <= ListedCharacters ? Markup.Of($"{all}") : Markup.Of($"<details><summary>{channels.Length} channels</summary>{all}</details>");
    }
}
