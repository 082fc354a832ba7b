using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;

namespace Fmt.Reports.Html;

/// <summary>The scores of every layer: a picture of their distributions, and a table of figures and pruned channels.</summary>
internal static class ScoreSection
{
    /// <summary>Columns of the picture beyond that of no misread image; more would be thinner than a pixel on a phone.</summary>
    private const int MostSteps = 100;

    /// <summary>A longer list of channels is folded.</summary>
    private const int ListedCharacters = 40;

    /// <summary>Nothing for a repair, which scores and prunes no maps.</summary>
    public static Markup Of(DefenceReport report)
    {
        if (report.Scores.IsEmpty) return Markup.Of($"");
        var section = Markup.Of($"<section aria-labelledby=\"scores\">\n<h2 id=\"scores\">Scores and pruned maps per layer</h2>\n");
        section.Add(report.Scores.IsEmpty ? Markup.Of($"<p>No layer was tested.</p>") : Picture(report.Scores).Add(Table(report.Scores)));
        return section.Add($"\n</section>");
    }

    private static Markup Picture(ImmutableArray<SiteScores> scores)
    {
        var highest = scores.Max(site => site.Images > 0 ? (double)site.Mispredicted.DefaultIfEmpty().Max() / site.Images : 0);
        var most = Math.Max(Math.Ceiling(Math.Round(highest * 10, 6)), 1) / 10;
        var steps = Math.Clamp((int)Math.Ceiling(most * scores.Max(site => site.Images)), 1, MostSteps);
        var picture = Pictures.ScoreMap(scores, most, steps);
        var figure = Markup.Of($"<figure class=\"scoremap\"><figcaption>Each row is a layer. To the right: share of the images made for a map that the network misread, more is more suspect. <span class=\"key all\"></span> all maps of the layer, stronger where more of them lie. <span class=\"key gone\"></span> the pruned ones.</figcaption><div class=\"rows\"><ol>");
        foreach (var site in scores) figure.Add($"<li title=\"{site.Layer}\">{site.Layer}</li>");
        figure.Add($"</ol><div class=\"field\"><img src=\"{picture}\" style=\"height:{scores.Length * Pictures.RowHeight}px\" alt=\"Distribution of the maps' scores in {scores.Length} layers, with the pruned maps marked; the table below has the figures.\">");
        return figure.Add($"<div class=\"scale\"><span>0 %</span><span>{Figures.Count(50 * most)} %</span><span>{Figures.Count(100 * most)} %</span></div></div></div></figure>");
    }

    private static Markup Table(ImmutableArray<SiteScores> scores)
    {
        var table = Markup.Of($"<div class=\"scroll\" role=\"region\" aria-label=\"Scores per layer\" tabindex=\"0\"><table class=\"layers\"><caption>Misread images per map</caption><thead><tr><th scope=\"col\">Layer<th scope=\"col\">Map<th scope=\"col\">Maps<th scope=\"col\">Images<th scope=\"col\">Min<th scope=\"col\">Median<th scope=\"col\">Max<th scope=\"col\">Pruned<th scope=\"col\" class=\"words\">Ties at the cut<th scope=\"col\" class=\"words\">Pruned channels</thead><tbody>");
        foreach (var site in scores)
        {
            var summary = LayerSummary.Of(site);
            table.Add($"<tr><th scope=\"row\">{site.Layer}<td>{site.Height}×{site.Width}<td>{site.Channels}<td>{site.Images}<td>{summary.Min}<td>{Figures.Count(summary.Median)}<td>{summary.Max}<td>{site.Pruned.Length}");
            table.Add($"<td class=\"words\">{summary.Ties}<td class=\"words\">{Channels(site)}");
        }
        return table.Add($"</tbody></table></div><p class=\"small\">Ties at the cut: “2 of 5 at 7” means that five maps had the lowest pruned score, 7, and only two of them were pruned; which two was arbitrary.</p>");
    }

    private static Markup Channels(SiteScores site)
    {
        var all = Figures.Ranges(site.Pruned);
        return all.Length <= ListedCharacters
            ? Markup.Of($"{all}")
            : Markup.Of($"<details><summary>{site.Pruned.Length} channels</summary>{all}</details>");
    }
}
