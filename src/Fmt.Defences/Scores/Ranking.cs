using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Scores;

/// <summary>Orders of scores. Higher is first; of equal ones the lower index, so that a result does not depend on anything but the scores.</summary>
internal static class Ranking
{
    public static int[] Top(IReadOnlyList<double> values, int count) =>
        [.. Enumerable.Range(0, values.Count).OrderByDescending(i => values[i]).ThenBy(i => i).Take(count)];

    /// <summary>Rank of each value from 1 (lowest) to their number; equal ones share the mean of their ranks.</summary>
    public static double[] Ranks(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var first = 0; first < order.Length;)
        {
            var last = first;
            while (last + 1 < order.Length && values[order[last + 1]].Equals(values[order[first]])) last++;
            for (var i = first; i <= last; i++) ranks[order[i]] = 1 + (first + last) / 2.0;
            first = last + 1;
        }

        return ranks;
    }

    /// <summary>Spearman's rank correlation; 0 where one side is constant.</summary>
    public static double Correlation(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (x, y) = (Centred(Ranks(a)), Centred(Ranks(b)));
        var norm = Math.Sqrt(x.Sum(v => v * v) * y.Sum(v => v * v));
        return norm == 0 ? 0 : x.Zip(y, (p, q) => p * q).Sum() / norm;
    }

    public static double Mean(IReadOnlyCollection<double> values) => values.Sum() / values.Count;

    /// <summary>Standard deviation with Bessel's correction; 0 for one value.</summary>
    public static double Deviation(IReadOnlyCollection<double> values)
    {
        var mean = Mean(values);
        return values.Count < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
    }

    /// <summary>(value - mean) / standard deviation; all 0 where they are equal.</summary>
    public static double[] Standardised(IReadOnlyCollection<double> values)
    {
        var (mean, deviation) = (Mean(values), Deviation(values));
        return [.. values.Select(v => deviation > 0 ? (v - mean) / deviation : 0)];
    }

    private static double[] Centred(double[] ranks)
    {
        var mean = Mean(ranks);
        return [.. ranks.Select(r => r - mean)];
    }
}
