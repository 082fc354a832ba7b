using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Inference;

/// <summary>
/// Modules of one structure, which become one class: the same parts in the same order, where a few (a shortcut, say) may be missing in some.
/// Widths may differ; they become parameters.
/// </summary>
internal sealed class BlockClass(int id)
{
    // More parts that come and go than parts that stay make another block, not a variant.
    private const int MostMissing = 2;

    private readonly List<(string Name, string Signature)> _order = [];
    private readonly List<Instance> _instances = [];

    public int Id { get; } = id;

    public IReadOnlyList<Instance> Instances => _instances;

    /// <summary>The parts by name, in order.</summary>
    public IEnumerable<string> PartNames => _order.Select(p => p.Name);

    /// <summary>What its class offers to those that use it; known when the class is built.</summary>
    public BlockFacts? Facts { get; set; }

    /// <summary>Takes a module in where it fits; null where it does not.</summary>
    /// <param name="path">The module.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="own">The parts' names and signatures.</param>
    public Instance? TryJoin(string path, ImmutableArray<Part> parts, IReadOnlyList<(string Name, string Signature)> own)
    {
        if (_order.Count > 0 && !IsVariant(_order, own, _instances.SelectMany(i => i.Parts)))
        {
            if (!IsVariant(own, _order, parts)) return null;
            _order.Clear();
        }

        if (_order.Count == 0) _order.AddRange(own);
        var instance = new Instance(path, parts, this, _instances.Count);
        _instances.Add(instance);
        return instance;
    }

    /// <summary>Whether the smaller list is the larger one with a few parts missing that may be missing.</summary>
    private static bool IsVariant(IReadOnlyList<(string Name, string Signature)> larger, IReadOnlyList<(string Name, string Signature)> smaller, IEnumerable<Part> largerParts)
    {
        if (larger.Count - smaller.Count is < 0 or > MostMissing) return false;
        var missing = new List<string>();
        var at = 0;
        foreach (var part in larger)
        {
            if (at < smaller.Count && smaller[at] == part) at++;
            else missing.Add(part.Name);
            if (missing.Count > MostMissing) return false;
        }

        if (at != smaller.Count) return false;
        var all = largerParts.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => g.First());
        // What is always there outweighs what comes and goes.
        return missing.All(m => all[m].MayBeMissing)
            && (missing.Count < smaller.Count || missing.Sum(m => all[m].Size) < smaller.Sum(p => all[p.Name].Size));
    }
}
