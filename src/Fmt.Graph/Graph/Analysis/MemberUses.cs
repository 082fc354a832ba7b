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
        if (member.Present == false || (!repeated && member.Nodes.Count == 0 && member.Blocks.Count == 0)) return new MemberUse.Absent(member.Declaration);
        if (layer.Block is not null) return new MemberUse.Blocks(member.Declaration, repeated, member.Blocks.Select(Of).ToArray());
        return member.IsSequence ? new MemberUse.Sequence(member.Declaration, member.Nodes) : new MemberUse.Layer(member.Declaration, member.Nodes[0]);
    }
}
