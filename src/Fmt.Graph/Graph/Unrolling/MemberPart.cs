namespace Fmt.Graph;

/// <summary>One part of a member while the graph is built: a layer, or one use of a block.</summary>
/// <param name="Value">What it gives.</param>
/// <param name="Block">The block; null for a layer.</param>
internal sealed record MemberPart(Value Value, ClassInstance? Block);
