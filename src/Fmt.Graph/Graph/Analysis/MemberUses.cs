using System.Linq;

namespace Fmt.Graph;

/// <summary>What every property gives at run time.</summary>
internal static class MemberUses
{
    /// <summary>A class at one place, with its members.</summary>
    public static ClassUse Of(ClassInstance instance) => new(instance.Declaration, instance.Members.Select(Of).ToArray());

    private static MemberUse Of(MemberInstance member)
    {
        if (member.Declaration.Parameter is not null) return new MemberUse.Value(member.Declaration, member.Scope.Variables[member.Declaration.Name]);
        var layer = member.Declaration.Layers[0];
        var repeated = layer.Kind == KnownNames.Repeat;
        // A half-typed member that nobody reads has nothing either; the compiler says so.
        if (member.Present == false || (!repeated && member.Parts.Count == 0)) return new MemberUse.Absent(member.Declaration);
        if (member.IsSequence) return new MemberUse.Sequence(member.Declaration, member.Parts.Select(PartOf).ToArray());
        if (layer.Block is not null) return new MemberUse.Blocks(member.Declaration, repeated, member.Parts.Select(p => Of(p.Block!)).ToArray());
        return new MemberUse.Layer(member.Declaration, member.Parts[0].Value.Node);
    }

    private static SequencePart PartOf(MemberPart part) =>
        part.Block is { } block ? new SequencePart(part.Value.Node, block.Name, Of(block)) : new SequencePart(part.Value.Node, "", null);
}
