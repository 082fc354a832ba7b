using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tests.LayerRows;

/// <summary>The rows of all kinds, found by themselves.</summary>
internal static class LayerRowTable
{
    /// <summary>By the kind's name, in its order.</summary>
    public static readonly IReadOnlyDictionary<string, LayerRow> ByKind = new SortedDictionary<string, LayerRow>(
        typeof(LayerRow).Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(LayerRow)) && !t.IsAbstract)
            .Select(t => (LayerRow)Activator.CreateInstance(t)!)
            .ToDictionary(r => r.Name),
        StringComparer.Ordinal);
}
