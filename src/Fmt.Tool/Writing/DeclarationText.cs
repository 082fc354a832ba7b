using System.Collections.Immutable;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>An argument of an attribute.</summary>
/// <param name="Name">The attribute's property; the writer knows which of them its constructor takes.</param>
/// <param name="Value">The value; names of members are texts here.</param>
/// <param name="Mark">What a state_dict does not tell of it; null where it does.</param>
internal sealed record ArgumentText(string Name, Constant Value, string? Mark = null);

/// <summary>An attribute.</summary>
/// <param name="Mark">What a state_dict does not tell: whether this layer is there at all.</param>
/// <param name="Block">Of a use of a block: the block's class.</param>
internal sealed record AttributeText(string Name, ImmutableArray<ArgumentText> Arguments, string? Mark = null, string? Block = null)
{
    public static AttributeText Of(string name, params ArgumentText[] arguments) => new(name, [.. arguments]);
}

/// <summary>A property, or where it has no attribute a comment alone.</summary>
internal sealed record MemberText(string Property, string Type, ImmutableArray<AttributeText> Attributes, string? Comment = null);

/// <summary>A class.</summary>
internal sealed record ClassText(string Name, string Summary, AttributeText Attribute, ImmutableArray<MemberText> Members);

/// <summary>A file: the network's class, then its blocks.</summary>
internal sealed record FileText(ImmutableArray<string> Comment, string? Namespace, ImmutableArray<ClassText> Classes);
