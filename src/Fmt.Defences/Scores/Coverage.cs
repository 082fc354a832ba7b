using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Scores;

/// <summary>
/// How many of the maps that react most to the trigger a score finds at equal size: |top q of the score ∩ top q of TAC| / q. TAC needs the trigger, so this
/// judges scores and chooses nothing.
/// </summary>
/// <param name="Score">The score's name, marked where it is an oracle.</param>
/// <param name="Share">Share of a place's maps; q is at least one map.</param>
/// <param name="Places">Place by place, where both speak. Chance is q/C.</param>
/// <param name="Global">The same over the maps of all these places together, values made comparable place by place: divided by the place's mean where all are 0 or more, else standardised. 0 where there is no place.</param>
public sealed record Coverage(string Score, double Share, ImmutableArray<PlaceCoverage> Places, double Global)
{
    /// <summary>Coverage of one score.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The share is not in (0,1].</exception>
    public static Coverage Of(ScoreTable score, ScoreTable tac, double share)
    {
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        (PlaceScores Score, PlaceScores Tac)[] both = [.. score.Places.Where(p => tac.At(p.Place) is not null).Select(p => (p, tac.At(p.Place)!))];
        var global = Recall(Comparable([.. both.Select(b => b.Score)]), Comparable([.. both.Select(b => b.Tac)]), share);
        return new Coverage(score.Title, share, [.. both.Select(b => At(b.Score, b.Tac, share))], global.Share);
    }

    /// <summary>Coverage of every score, for a table that compares them.</summary>
    public static ImmutableArray<Coverage> Compare(IEnumerable<ScoreTable> scores, ScoreTable tac, double share) => [.. scores.Select(s => Of(s, tac, share))];

    private static PlaceCoverage At(PlaceScores score, PlaceScores tac, double share)
    {
        var (count, hits, recall) = Recall(score.Values, tac.Values, share);
        return new PlaceCoverage(score.Place, score.Values.Length, count, hits, recall, Ranking.Correlation(score.Values, tac.Values));
    }

    private static (int Count, int Hits, double Share) Recall(IReadOnlyList<double> score, IReadOnlyList<double> tac, double share)
    {
        if (score.Count == 0) return (0, 0, 0);
        var count = Math.Max(1, (int)Math.Round(share * score.Count));
        var hits = Ranking.Top(score, count).Intersect(Ranking.Top(tac, count)).Count();
        return (count, hits, (double)hits / count);
    }

    private static double[] Comparable(PlaceScores[] places)
    {
        var relative = places.All(p => p.Values.All(v => v >= 0));
        return [.. places.SelectMany(p => relative ? Relative(p.Values) : Ranking.Standardised(p.Values))];
    }

    private static IEnumerable<double> Relative(ImmutableArray<double> values)
    {
        var mean = Ranking.Mean(values);
        return values.Select(v => mean > 0 ? v / mean : 0);
    }
}
