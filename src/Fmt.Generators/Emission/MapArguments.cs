using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>What the trees of feature maps are made of, as C#.</summary>
internal sealed class MapArguments(NetworkGraph graph)
{
    private readonly Dictionary<int, int> _siteOf = graph.Sites.Select((s, i) => (s.Node, i)).ToDictionary(p => p.Node, p => p.i);

    /// <summary>The arguments of a class's map tree, in the order of <see cref="ClassView.MapMembers"/>.</summary>
    public IEnumerable<string> Of(ClassUse use)
    {
        var next = 0;
        foreach (var member in ClassView.MapMembers(use.Class, graph.Declaration.Blocks))
        {
            // Both are in declaration order, and the first is a part of the second.
            while (!ReferenceEquals(use.Members[next].Declaration, member.Member)) next++;
            switch (use.Members[next])
            {
                case MemberUse.Layer layer:
                    yield return _siteOf.TryGetValue(layer.Node, out var site) ? $"MapsAt({CSharp.Of(site)})" : "null";
                    break;
                case MemberUse.Sequence sequence:
                    yield return $"new global::Fmt.Modules.SequenceMaps({string.Join(", ", sequence.Parts.Select(PartOf).OfType<string>())})";
                    break;
                case MemberUse.Blocks blocks:
                    var trees = blocks.Items.Select(Tree).ToArray();
                    yield return blocks.Repeated ? $"new {member.Type}({string.Join(", ", trees)})" : trees[0];
                    break;
                default:
                    yield return "null";
                    break;
            }
        }
    }

    /// <summary>A part of a sequence with its place; null where it has no maps.</summary>
    private string? PartOf(SequencePart part, int place)
    {
        if (part.Block is { } block) return ClassView.HasTree(block.Class) ? $"({CSharp.Of(place)}, {Tree(block)})" : null;
        return _siteOf.TryGetValue(part.Node, out var site) ? $"({CSharp.Of(place)}, MapsAt({CSharp.Of(site)}))" : null;
    }

    private string Tree(ClassUse block) => $"new {block.Class.FullName}.MapTree({string.Join(", ", Of(block))})";
}
