namespace Fmt.Graph;

/// <summary>One part of a sequence: a layer, or one use of a block.</summary>
/// <param name="Node">The layer; for a block the node whose value is the block's.</param>
/// <param name="Name">The block's name in the state_dict; empty for a layer, whose node has it.</param>
/// <param name="Block">The block; null for a layer.</param>
internal sealed record SequencePart(int Node, string Name, ClassUse? Block);
