using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Reports.Html;

/// <summary>A scale of whole decades, 10^<paramref name="Low"/> at the left edge to 10^<paramref name="High"/> at the right.</summary>
internal sealed record LogScale(int Low, int High)
{
    /// <summary>What is smaller is drawn at the left edge.</summary>
    private const int Lowest = -4;

    /// <summary>The decades that hold the values.</summary>
    public static LogScale Around(IEnumerable<double> values)
    {
        double[] drawn = [.. values.Where(value => double.IsFinite(value) && value > 0)];
        if (drawn.Length == 0) return new(Lowest, 0);
        int low = Math.Clamp((int)Math.Floor(Math.Log10(drawn.Min())), Lowest, 8), high = Math.Clamp((int)Math.Ceiling(Math.Log10(drawn.Max())), Lowest, 9);
        return new(low, Math.Max(high, low + 1));
    }

    /// <summary>The decades' values, both edges included.</summary>
    public ImmutableArray<double> Ticks => [.. Enumerable.Range(Low, High - Low + 1).Select(decade => Math.Pow(10, decade))];

    /// <summary>Where a value lies, 0 at the left edge to 1 at the right.</summary>
    public double Share(double value) => value > 0 ? Math.Clamp((Math.Log10(value) - Low) / (High - Low), 0, 1) : 0;
}
