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
                    var pairs = sequence.Nodes.Select((n, place) => (n, place)).Where(p => _siteOf.ContainsKey(p.n));
                    yield return $"new global::Fmt.Modules.SequenceMaps({string.Join(", ", pairs.Select(p => $"({CSharp.Of(p.place)}, MapsAt({CSharp.Of(_siteOf[p.n])}))"))})";
                    break;
                case MemberUse.Blocks blocks:
                    var trees = blocks.Items.Select(b => $"new {b.Class.FullName}.MapTree({string.Join(", ", Of(b))})").ToArray();
                    yield return blocks.Repeated ? $"new {member.Type}({string.Join(", ", trees)})" : trees[0];
                    break;
                default:
                    yield return "null";
                    break;
            }
        }
    }
}
