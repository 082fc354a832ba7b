using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>A property, or where it has no attribute a comment alone.</summary>
internal sealed record MemberText(string Property, string Type, ImmutableArray<AttributeText> Attributes, string? Comment = null)
{
    /// <summary>The same, registered and not called.</summary>
    /// <param name="source">What it reads where it names nothing itself; null for what stands before it.</param>
    public MemberText Uncalled(string? source)
    {
        var first = Attributes[0];
        var names = first.Arguments.Any(a => a.Name is "From" or "Inputs");
        if (source is not null && !names) first = first with { Arguments = first.Arguments.Add(new ArgumentText("From", Constant.Of(source))) };
        return this with { Attributes = Attributes.SetItem(0, first.Uncalled()) };
    }
}
