using System.Collections.Immutable;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>An attribute.</summary>
/// <param name="Mark">What a state_dict does not tell: whether this layer is there at all.</param>
/// <param name="Block">Of a use of a block: the block's class.</param>
internal sealed record AttributeText(string Name, ImmutableArray<ArgumentText> Arguments, string? Mark = null, string? Block = null)
{
    /// <summary>The same for a member that is registered and not called.</summary>
    public AttributeText Uncalled() => this with { Arguments = Arguments.Add(new ArgumentText("Called", Constant.Of(false), "called")) };

    public static AttributeText Of(string name, params ArgumentText[] arguments) => new(name, [.. arguments]);
}
