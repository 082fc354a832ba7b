using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Files;

/// <summary>Lists of names for messages: names from files may be many and long, and a message is to be read.</summary>
public static class NameList
{
    /// <summary>So many names are shown.</summary>
    internal const int Most = 20;

    private const int Longest = 100;

    /// <summary>The first twenty with commas, and how many more there are.</summary>
    /// <param name="names">The names.</param>
    /// <param name="count">How many there are in all, where <paramref name="names"/> are only the first of them.</param>
    public static string Of(IReadOnlyCollection<string> names, int? count = null)
    {
        ArgumentNullException.ThrowIfNull(names);
        var more = (count ?? names.Count) - Math.Min(names.Count, Most);
        return string.Join(", ", names.Take(Most).Select(Short)) + (more > 0 ? FormattableString.Invariant($" and {more} more") : "");
    }

    /// <summary>A name, cut where it is longer than a line.</summary>
    internal static string Short(string name) => name.Length > Longest ? name[..Longest] + "..." : name;
}
