using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Signs;

/// <summary>From the memory of batch norm to a sign and the maps that carry it.</summary>
internal static class BackdoorSigns
{
    /// <summary>At most this share of a place's maps is named.</summary>
    private const double NamedShare = 0.1;

    public static BackdoorSign? Of(ImmutableArray<BatchNormMemory> memories, double threshold)
    {
        if (memories.Length == 0) return null;
        BatchNormMemory[] last = [.. LastStage.Only(memories, m => (m.Norm.Height, m.Norm.Width))];
        var most = last.MaxBy(m => m.Largest)!;
        return new BackdoorSign(
            most.Largest > threshold, threshold, most.Largest, most.Norm.Name, EarlyMedian(memories),
            [.. last.Select(m => new PlaceEvidence(m.Norm.Name, m.Norm.Relation == NormRelation.Same ? m.Norm.Producer : null, Named(m, threshold), m.Kl))]);
    }

    /// <summary>The median divergence before the last stage: how alike the clean images are to what training showed the network. Null where there is no such stage.</summary>
    public static double? EarlyMedian(ImmutableArray<BatchNormMemory> memories)
    {
        BatchNormMemory[] last = [.. LastStage.Only(memories, m => (m.Norm.Height, m.Norm.Width))];
        double[] early = [.. memories.Except(last).SelectMany(m => m.Kl).Order()];
        return early.Length == 0 ? null : early[early.Length / 2];
    }

    private static ImmutableArray<int> Named(BatchNormMemory memory, double threshold)
    {
        var most = Math.Max(1, (int)(NamedShare * memory.Kl.Length));
        return [.. Enumerable.Range(0, memory.Kl.Length)
            .Where(c => memory.Kl[c] > threshold)
            .OrderByDescending(c => memory.Kl[c]).ThenBy(c => c)
            .Take(most).Order()];
    }
}
