using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>Several scores as one: the mean of a map's ranks within its place. Speaks about places that all parts speak about.</summary>
/// <param name="Parts">The scores.</param>
public sealed record RankAverage(ImmutableArray<IFeatureMapScore> Parts) : IFeatureMapScore
{
    /// <summary>The scores.</summary>
    public ImmutableArray<IFeatureMapScore> Parts { get; } = Parts.IsDefaultOrEmpty ? throw new ArgumentException("A rank average needs at least one score.", nameof(Parts)) : Parts;

    /// <inheritdoc/>
    public string Name => Title(Parts.Select(p => p.Name));

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context) => Of([.. Parts.Select(p => p.Score(network, clean, context))]);

    /// <summary>The rank average of finished tables. A value is the mean rank over the number of channels: 1 where all agree on the most suspect map. What parts share (an unlearned copy) counts once for each.</summary>
    /// <exception cref="ArgumentException">There is no table.</exception>
    public static ScoreTable Of(params ReadOnlySpan<ScoreTable> tables)
    {
        if (tables.IsEmpty) throw new ArgumentException("A rank average needs at least one table.", nameof(tables));
        ScoreTable[] all = [.. tables];
        return new ScoreTable(
            Title(all.Select(t => t.Name)),
            [.. all[0].Places.Where(p => all.All(t => t.At(p.Place) is not null)).Select(p => p with { Values = Average([.. all.Select(t => t.At(p.Place)!)]) })],
            string.Join("; ", all.Select(t => t.Read)),
            all.Any(t => t.Oracle),
            all.Aggregate(new PassCount(0, 0), (sum, t) => sum + t.Passes),
            all.Sum(t => t.Seconds));
    }

    private static ImmutableArray<double> Average(PlaceScores[] scores)
    {
        var ranks = scores.Select(s => Ranking.Ranks(s.Values)).ToArray();
        return [.. Enumerable.Range(0, scores[0].Values.Length).Select(c => ranks.Sum(r => r[c]) / ranks.Length / scores[0].Values.Length)];
    }

    private static string Title(IEnumerable<string> names) => "Rank average of " + string.Join(", ", names);
}
