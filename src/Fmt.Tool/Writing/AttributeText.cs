using System.Collections.Immutable;

namespace Fmt.Tool.Writing;

/// <summary>An attribute.</summary>
/// <param name="Mark">What a state_dict does not tell: whether this layer is there at all.</param>
/// <param name="Block">Of a use of a block: the block's class.</param>
internal sealed record AttributeText(string Name, ImmutableArray<ArgumentText> Arguments, string? Mark = null, string? Block = null)
{
    public static AttributeText Of(string name, params ArgumentText[] arguments) => new(name, [.. arguments]);
}
