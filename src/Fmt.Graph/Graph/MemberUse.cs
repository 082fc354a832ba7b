using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A member of a class at one place of the unrolled network: what its property gives at run time.</summary>
internal abstract record MemberUse(MemberDeclaration Declaration)
{
    /// <summary>Nothing: the member's condition is false here.</summary>
    internal sealed record Absent(MemberDeclaration Declaration) : MemberUse(Declaration);

    /// <summary>A layer.</summary>
    internal sealed record Layer(MemberDeclaration Declaration, int Node) : MemberUse(Declaration);

    /// <summary>Layers and blocks in sequence.</summary>
    internal sealed record Sequence(MemberDeclaration Declaration, IReadOnlyList<SequencePart> Parts) : MemberUse(Declaration);

    /// <summary>One block, or several.</summary>
    internal sealed record Blocks(MemberDeclaration Declaration, bool Repeated, IReadOnlyList<ClassUse> Items) : MemberUse(Declaration);

    /// <summary>A parameter's value.</summary>
    internal sealed record Value(MemberDeclaration Declaration, ExprValue Result) : MemberUse(Declaration);
}
