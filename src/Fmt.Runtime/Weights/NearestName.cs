using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Weights;

/// <summary>What a name was probably meant to be.</summary>
public static class NearestName
{
    /// <summary>Beyond these the list says enough, and comparing all with all would take long.</summary>
    private const int MostHints = 20, MostOthers = 5_000, Longest = 200;

    /// <summary>Each name, with the nearest of the others where one is close.</summary>
    /// <param name="names">The names.</param>
    /// <param name="others">What they may have been meant to be.</param>
    /// <param name="lead">What stands before the nearest: <c>the network has</c>.</param>
    public static ImmutableArray<string> Hint(ImmutableArray<string> names, ImmutableArray<string> others, string lead) =>
        [.. names.Select((name, i) => i < MostHints && Nearest(name, others) is { } near ? $"{name} ({lead} {near})" : name)];

    /// <summary>The nearest of some names: the one with a prefix more or less, else the one fewest edits away; null where none is close.</summary>
    /// <param name="name">The name.</param>
    /// <param name="others">What it may have been meant to be.</param>
    public static string? Nearest(string name, ImmutableArray<string> others)
    {
        string? best = null;
        if (name.Length > Longest) return null;
        var least = Math.Max(2, name.Length / 5) + 1;
        foreach (var other in others.AsSpan()[..Math.Min(others.Length, MostOthers)])
        {
            if (other.EndsWith("." + name, StringComparison.Ordinal) || name.EndsWith("." + other, StringComparison.Ordinal)) return other;
            if (Math.Abs(other.Length - name.Length) >= least) continue;
            var distance = Distance(name, other);
            if (distance < least) (best, least) = (other, distance);
        }
        return best;
    }

    /// <summary>Levenshtein's distance: insertions, deletions and replacements of one letter.</summary>
    private static int Distance(string a, string b)
    {
        Span<int> before = stackalloc int[b.Length + 1], row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++) before[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                row[j] = Math.Min(Math.Min(row[j - 1], before[j]) + 1, before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
            var done = row;
            row = before;
            before = done;
        }
        return before[b.Length];
    }
}
