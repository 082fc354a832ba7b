using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>What the properties of a network and its blocks give, as C#.</summary>
/// <param name="fields">The field of every module, by the node that holds it.</param>
internal sealed class MemberValues(NetworkGraph graph, IReadOnlyDictionary<int, string> fields)
{
    /// <summary>Sequences and blocks are made once, in the constructor.</summary>
    public static bool IsStored(MemberUse member) => member is MemberUse.Sequence or MemberUse.Blocks;

    /// <summary>The C# expression of what a member's property gives.</summary>
    /// <param name="member">The member.</param>
    /// <param name="stored">Whether what is made once is in a field already.</param>
    public string Of(MemberUse member, bool stored)
    {
        if (stored && IsStored(member)) return "this." + Names.Local(member.Declaration.Name, graph.Declaration.Class);
        switch (member)
        {
            case MemberUse.Value value:
                return value.Result.Type == ExprType.Double ? CSharp.Of(value.Result.Number) : value.Result.ToString();
            case MemberUse.Layer layer:
                var node = graph.Nodes[layer.Node];
                return node.Module >= 0 ? fields[node.Module] : Activation(node);
            case MemberUse.Sequence sequence:
                return $"new global::Fmt.Sequence({string.Join(", ", sequence.Parts.Select(SequencePart))})";
            case MemberUse.Blocks blocks:
                return blocks.Repeated ? $"new {blocks.Declaration.Type}({string.Join(", ", blocks.Items.Select(Block))})" : Block(blocks.Items[0]);
            default:
                return "null";
        }
    }

    private string Block(ClassUse use) => $"new {use.Class.FullName}({string.Join(", ", use.Members.Select(m => Of(m, stored: false)))})";

    private static string Activation(Node node) => $"new global::Fmt.Activation({CSharp.Quote(node.Path)}, {CSharp.Quote(node.Output.ToString())})";

    private string SequencePart(SequencePart part)
    {
        var node = graph.Nodes[part.Node];
        if (part.Block is { } block) return $"new global::Fmt.SequenceLayer({CSharp.Quote(part.Name)}, {CSharp.Quote(node.Output.ToString())}, null) {{ Block = {Block(block)} }}";
        return $"new global::Fmt.SequenceLayer({CSharp.Quote(node.Name)}, {CSharp.Quote(node.Output.ToString())}, {(node.Module >= 0 ? fields[node.Module] : "null")})";
    }
}
