namespace Fmt.Graph;

/// <summary>Gives a member's value, resolving it where that is still to be done: a member may read one declared later, in edges and in expressions.</summary>
internal interface IMemberResolver
{
    /// <summary>What the member gives its readers.</summary>
    Value Resolve(MemberInstance member);
}
