using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>From the memory of batch norm to a sign and the maps that carry it.</summary>
internal static class BackdoorSigns
{
    /// <summary>At most this share of a place's maps is named.</summary>
    private const double NamedShare = 0.1;

    public static BackdoorSign? Of(ImmutableArray<NormMemory> memories, double threshold)
    {
        if (memories.Length == 0) return null;
        var last = NormMemory.LastStage(memories);
        var most = last.MaxBy(m => m.Largest)!;
        var early = memories.Except(last).SelectMany(m => m.Divergence).Order().ToArray();
        return new BackdoorSign(
            most.Largest > threshold, threshold, most.Largest, most.Norm.Name, early.Length == 0 ? null : early[early.Length / 2],
            [.. last.Select(m => new PlaceEvidence(m.Norm.Name, m.Norm.Relation == NormRelation.Same ? m.Norm.Producer : null, Named(m, threshold), m.Divergence))]);
    }

    private static ImmutableArray<int> Named(NormMemory memory, double threshold)
    {
        var most = Math.Max(1, (int)(NamedShare * memory.Divergence.Length));
        return [.. Enumerable.Range(0, memory.Divergence.Length)
            .Where(c => memory.Divergence[c] > threshold)
            .OrderByDescending(c => memory.Divergence[c]).ThenBy(c => c)
            .Take(most).Order()];
    }
}
