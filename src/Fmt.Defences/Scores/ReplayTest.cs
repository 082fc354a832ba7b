using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>
/// Replay test: strength * (running mean - clean mean) is added at every position of one place's maps; where that is the trigger's direction, clean images
/// change to the target class. At a convolution it is added behind its batch norm, at a sum to the sum itself, so that the identity path carries it too.
/// </summary>
/// <param name="Rows">One per place and strength.</param>
/// <param name="Images">Clean images run.</param>
/// <param name="Passes">What it cost.</param>
/// <param name="Seconds">Wall seconds.</param>
public sealed record ReplayTest(ImmutableArray<ReplayRow> Rows, int Images, PassCount Passes, double Seconds)
{
    /// <summary>The row with the largest share of one wrong class: its class is the suspected target. Null where no batch norm remembers anything.</summary>
    public ReplayRow? Strongest => Rows.MaxBy(r => r.ClassShare);

    /// <summary>Runs the test.</summary>
    /// <param name="network">The network; unchanged.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="memories">What the network's batch norms remember; those that are no place are passed over.</param>
    /// <param name="context">Seed, cancellation, count of passes.</param>
    /// <param name="strengths">Multiples of the shift, about 1 / share of poisoned images; null for 10.</param>
    /// <param name="images">Clean images at most, class-balanced.</param>
    /// <param name="lastStage">Only the places of the last resolution stage.</param>
    public static ReplayTest Run(
        NetworkModule network, ImageSet clean, ImmutableArray<BatchNormMemory> memories, RunContext context,
        IReadOnlyList<double>? strengths = null, int images = 100, bool lastStage = true)
    {
        var cost = new ScoreCost(context);
        var sample = clean.Balanced(Math.Min(images, clean.Count), context.Seed);
        BatchNormMemory[] places = [.. memories.Where(m => m.Place is not null)];
        if (lastStage) places = [.. LastStage.Only(places, m => (m.Norm.Height, m.Norm.Width))];
        var rows = ImmutableArray.CreateBuilder<ReplayRow>();
        foreach (var memory in places)
            foreach (var strength in strengths ?? [10])
                rows.Add(Replay(network, sample, memory, strength, cost));
        return new ReplayTest(rows.ToImmutable(), sample.Count, cost.Passes, cost.Seconds);
    }

    private static ReplayRow Replay(NetworkModule network, ImageSet sample, BatchNormMemory memory, double strength, ScoreCost cost)
    {
        using var injection = Injection.Whole(network, memory, strength);
        int[] all = [.. Enumerable.Range(0, sample.Count)];
        var classes = Measurement.Predict(network, sample, all, device: network.Device, cancellation: cost.Context.Cancellation);
        cost.Forward(sample.Count);
        var wrong = all.Where(i => classes[i] != sample.Labels[i]).Select(i => classes[i]).ToArray();
        var common = wrong.Where(c => c >= 0).GroupBy(c => c).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
        double Share(int count) => 100.0 * count / sample.Count;
        return new ReplayRow(memory.Place!, strength, Share(wrong.Length), common?.Key, Share(common?.Count() ?? 0));
    }
}
