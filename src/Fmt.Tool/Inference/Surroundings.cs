using System.Collections.Generic;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>What a class must know of the network around it.</summary>
/// <param name="Ends">The network's first and last layer.</param>
/// <param name="Wanted">What is read after each block.</param>
/// <param name="Asides">Parts of the network that evaluation does not call: they end as its classifier does, and more follows.</param>
/// <param name="Ways">The classes that are the one way through a block that joins; that block adds, not they.</param>
internal sealed record Surroundings(Ends Ends, Wanted Wanted, IReadOnlySet<string> Asides, IReadOnlySet<BlockClass> Ways)
{
    public static Surroundings Of(Instance network, Ends ends, IReadOnlyList<BlockClass> classes)
    {
        var asides = network.Parts.Where(p => p != network.Parts[0] && p != network.Parts[^1] && IsAside(p, ends)).Select(p => p.Name).ToHashSet();
        return new Surroundings(ends, Wanted.Of(network, asides), asides, classes.SelectMany(Way).ToHashSet());
    }

    private static bool IsAside(Part part, Ends ends) =>
        part.EndsInVector && part.Last.Path != ends.Final && ends.Final.Length > 0
        && (Hints.IsAside(part.Name) || (part is { Kind: PartKind.Block, Convolutions: > 0 } && part.Last.Out == ends.Classes));

    /// <summary>The class of the only block in a class, beside shortcuts and scales.</summary>
    private static IEnumerable<BlockClass> Way(BlockClass type)
    {
        var parts = type.Instances.SelectMany(i => i.Parts).DistinctBy(p => p.Name).Where(p => !p.IsScale && !(p.MayBeMissing && IsAround(type, p))).ToList();
        return parts is [{ Kind: PartKind.Block } only] ? [only.Blocks[0].Class] : [];
    }

    private static bool IsAround(BlockClass type, Part part) => Hints.IsShortcut(part.Name) || type.Instances.Any(i => i.Parts.All(p => p.Name != part.Name));
}
