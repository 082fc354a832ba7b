using System;
using System.Collections.Immutable;

namespace Fmt.Signs;

/// <summary>Other numbers of a test, by name.</summary>
internal static class Beside
{
    public static ImmutableSortedDictionary<string, double> Of(params ReadOnlySpan<(string Name, double Value)> numbers)
    {
        var all = ImmutableSortedDictionary.CreateBuilder<string, double>(StringComparer.Ordinal);
        foreach (var (name, value) in numbers) all[name] = value;
        return all.ToImmutable();
    }
}
