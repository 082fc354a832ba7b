using System.Linq;
using Fmt.Defences;

namespace Fmt.Reports;

/// <summary>The scores of one layer in a few figures.</summary>
/// <param name="Min">Fewest misread images of a map.</param>
/// <param name="Median">Median over the maps.</param>
/// <param name="Max">Most misread images of a map.</param>
/// <param name="Ties">Whether the choice of the pruned maps was settled by the scores, in words.</param>
internal sealed record LayerSummary(int Min, double Median, int Max, string Ties)
{
    public static LayerSummary Of(SiteScores site)
    {
        if (site.Channels == 0) return new(0, 0, 0, "no maps");
        int[] sorted = [.. site.Mispredicted.Order()];
        var median = (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2.0;
        return new(sorted[0], median, sorted[^1], SayTies(site));
    }

    /// <summary>A tie matters where maps with the score of the last pruned one were kept: which of them went was arbitrary.</summary>
    private static string SayTies(SiteScores site)
    {
        if (site.AllTied) return $"all {Figures.Count(site.Channels)} maps";
        if (site.Pruned.IsEmpty) return "";
        var cut = site.Pruned.Min(channel => site.Mispredicted[channel]);
        var tied = site.Mispredicted.Count(score => score == cut);
        var taken = site.Pruned.Count(channel => site.Mispredicted[channel] == cut);
        return taken == tied ? "" : $"{Figures.Count(taken)} of {Figures.Count(tied)} at {Figures.Count(cut)}";
    }
}
