using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>How far the backdoor's feature maps fell silent: TAC before and after, on the maps that had most of it before.</summary>
public static class MapResponses
{
    /// <summary>Share of a place's maps that count as the backdoor's, in reports.</summary>
    public const double DefaultShare = 0.1;

    /// <summary>Compares TAC of two states of one network.</summary>
    /// <param name="before">TAC of the network as it came.</param>
    /// <param name="after">TAC of the defended network, from the same images.</param>
    /// <param name="share">Share of every place's maps that count as the backdoor's, those with the largest TAC; at least one.</param>
    /// <param name="lastStage">Only places of the last resolution stage: early maps see a trigger's pixels in an innocent network too.</param>
    /// <param name="named">The channels that a defence named or pruned, by place; null where it names none.</param>
    public static MapResponse Of(ScoreTable before, ScoreTable after, double share = DefaultShare, bool lastStage = true, IReadOnlyDictionary<string, ImmutableArray<int>>? named = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        var maps = (lastStage ? before.LastStage() : before).Places.SelectMany(place =>
        {
            var most = Ranking.Top(place.Values, Math.Max(1, (int)Math.Round(share * place.Values.Length)));
            var now = after.At(place.Place) ?? throw new ArgumentException($"'{place.Place}' was measured before and not after.", nameof(after));
            return most.Select(c => (place.Place, Channel: c, Ratio: place.Values[c] > 0 ? now.Values[c] / place.Values[c] : 1));
        }).ToArray();
        double[] ratios = [.. maps.Select(m => m.Ratio).Order()];
        return new MapResponse(share, maps.Length, ratios.Count(r => r < 0.5), ratios[ratios.Length / 2], named is null ? null : maps.Count(m => named.TryGetValue(m.Place, out var channels) && channels.Contains(m.Channel)));
    }

    /// <summary>Measures both states and compares them.</summary>
    internal static MapResponse? Measure(NetworkModule before, NetworkModule after, ImageSet clean, Evaluation evaluation, RunContext context, IReadOnlyDictionary<string, ImmutableArray<int>>? named)
    {
        if (!evaluation.HasAttack) return null;
        var tac = new TacScore(evaluation);
        return Of(tac.Score(before, clean, context), tac.Score(after, clean, context), named: named);
    }
}
