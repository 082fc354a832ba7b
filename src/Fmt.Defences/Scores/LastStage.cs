using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Scores;

/// <summary>The last resolution stage: what has the smallest maps larger than 1x1; all where every map is 1x1.</summary>
internal static class LastStage
{
    public static IEnumerable<T> Only<T>(IReadOnlyList<T> items, Func<T, (int Height, int Width)> size)
    {
        int Area(T item) => size(item).Height * size(item).Width;
        var smallest = items.Select(Area).Where(a => a > 1).DefaultIfEmpty(1).Min();
        return items.Where(i => Area(i) == smallest);
    }
}
