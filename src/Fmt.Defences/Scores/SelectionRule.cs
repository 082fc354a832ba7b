using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;

namespace Fmt.Scores;

/// <summary>Rules that turn scores into a selection, from the scores alone. None prunes all maps of a place; of equal scores the lower channel goes first.</summary>
public static class SelectionRule
{
    private const double Smallest = 1e-12;

    /// <summary>The same share of every place: max(1, round(share * C)) maps.</summary>
    /// <param name="table">The scores.</param>
    /// <param name="share">In (0,1].</param>
    public static MapSelection PerLayer(ScoreTable table, double share)
    {
        if (!(share > 0 && share <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "A share is above 0 and at most 1.");
        return EachPlace(table, FormattableString.Invariant($"{share:0.###} of every place"), p => Ranking.Top(p.Values, Math.Max(1, (int)Math.Round(share * p.Values.Length))));
    }

    /// <summary>FMT's rule: floor(C/p) maps of every place.</summary>
    /// <param name="table">The scores.</param>
    /// <param name="p">p, at least 1.</param>
    /// <param name="atLeastOne">Prune one where the rule has none.</param>
    public static MapSelection Divisor(ScoreTable table, int p, bool atLeastOne = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(p);
        return EachPlace(table, FormattableString.Invariant($"floor(C/{p}) of every place"), s => Ranking.Top(s.Values, DivisorCount(s.Values.Length, p, atLeastOne)));
    }

    /// <summary>How many maps of C that rule prunes, never all.</summary>
    internal static int DivisorCount(int channels, int p, bool atLeastOne) => Math.Min(channels - 1, Math.Max(channels / p, atLeastOne ? 1 : 0));

    /// <summary>So many channels at random, ascending.</summary>
    internal static ImmutableArray<int> AtRandom(int channels, int count, RandomSource random)
    {
        var order = Enumerable.Range(0, channels).ToArray();
        random.Shuffle(order);
        return [.. order.Take(count).Order()];
    }

    /// <summary>Maps above mean + u * standard deviation (Bessel) of their place. In a place of n maps none can exceed u = (n - 1)/sqrt(n).</summary>
    public static MapSelection Outliers(ScoreTable table, double u = 3)
    {
        return EachPlace(table, FormattableString.Invariant($"above mean + {u:0.##} std of the place"), p =>
        {
            var limit = Ranking.Mean(p.Values) + u * Ranking.Deviation(p.Values);
            return Ranking.Top(p.Values, p.Values.Count(v => v > limit));
        });
    }

    /// <summary>Maps whose score is at least a limit.</summary>
    public static MapSelection AtLeast(ScoreTable table, double limit) =>
        EachPlace(table, FormattableString.Invariant($"score of {limit:0.###} or more"), p => Ranking.Top(p.Values, p.Values.Count(v => v >= limit)));

    /// <summary>The highest scores of all places together.</summary>
    /// <param name="table">The scores.</param>
    /// <param name="count">Number of maps at most.</param>
    /// <param name="scale">How places are compared.</param>
    /// <exception cref="ArgumentException">Logarithms of scores below 0 are asked for.</exception>
    public static MapSelection Global(ScoreTable table, int count, GlobalScale scale = GlobalScale.ZOfLog)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (scale == GlobalScale.ZOfLog && table.Places.Any(p => p.Values.Any(v => v < 0)))
            throw new ArgumentException($"{table.Name} has scores below 0, which have no logarithm; use {nameof(GlobalScale)}.{nameof(GlobalScale.Raw)}.", nameof(scale));
        var all = table.Places.SelectMany(p => Scaled(p, scale).Select((v, c) => (p.Place, Channel: c, Value: v))).ToArray();
        var top = Ranking.Top([.. all.Select(a => a.Value)], count).Select(i => all[i]).ToLookup(a => a.Place, a => a.Channel);
        return EachPlace(table, FormattableString.Invariant($"{count} highest of all places, {(scale == GlobalScale.Raw ? "raw" : "z of the logarithm")}"), p => [.. top[p.Place]]);
    }

    private static IReadOnlyList<double> Scaled(PlaceScores place, GlobalScale scale) =>
        scale == GlobalScale.Raw ? place.Values : Ranking.Standardised([.. place.Values.Select(v => Math.Log(Math.Max(v, Smallest)))]);

    /// <summary>The rule gives channels in order of suspicion.</summary>
    private static MapSelection EachPlace(ScoreTable table, string rule, Func<PlaceScores, int[]> choose) => new(
        $"{table.Name}, {rule}",
        table.Oracle,
        [.. table.Places.Select(p => new SelectedMaps(p.Place, Kept(choose(p), p.Values.Length))).Where(s => s.Channels.Length > 0)]);

    private static ImmutableArray<int> Kept(int[] channels, int all) => [.. channels.Take(all - 1).Order()];
}
