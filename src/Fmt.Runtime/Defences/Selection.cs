using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;

namespace Fmt.Defences;

/// <summary>Which maps of a layer are pruned.</summary>
internal static class Selection
{
    /// <summary>How many maps of a layer of C the rule prunes: floor(C/p), or at least one where asked for (never all).</summary>
    public static int Count(int channels, FmtOptions options)
    {
        var count = channels / options.PruningDivisor;
        if (options.MinOnePerLayer && count == 0) count = 1;
        return count >= channels ? channels - 1 : count;
    }

    /// <summary>The maps under which the network errs most; of equals the lower channel first. Ascending.</summary>
    public static ImmutableArray<int> Worst(IReadOnlyList<int> mispredicted, int count) =>
        [.. Enumerable.Range(0, mispredicted.Count).OrderByDescending(c => mispredicted[c]).ThenBy(c => c).Take(count).Order()];

    /// <summary>As many maps at random. Ascending.</summary>
    public static ImmutableArray<int> AtRandom(int channels, int count, RandomSource random)
    {
        var order = Enumerable.Range(0, channels).ToArray();
        random.Shuffle(order);
        return [.. order.Take(count).Order()];
    }
}
