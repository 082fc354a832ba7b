using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>All layer kinds: every sealed class of this assembly that derives from <see cref="LayerKind"/>. A new one is found without being listed.</summary>
internal static class LayerCatalog
{
    // Ordered, since reflection promises no order and messages may list kinds.
    private static readonly LayerKind[] Ordered =
        [.. typeof(LayerCatalog).Assembly.GetTypes()
            .Where(t => t.IsSealed && typeof(LayerKind).IsAssignableFrom(t))
            .Select(t => (LayerKind)Activator.CreateInstance(t))
            .OrderBy(k => k.Name, StringComparer.Ordinal)];

    private static readonly Dictionary<string, LayerKind> ByName = Ordered.ToDictionary(k => k.Name);

    /// <summary>Every kind, by name.</summary>
    public static IReadOnlyList<LayerKind> All => Ordered;

    /// <summary>The kind of an attribute; null where it is no layer of the language (a block use, say).</summary>
    public static LayerKind? Find(string name) => ByName.TryGetValue(name, out var kind) ? kind : null;
}
