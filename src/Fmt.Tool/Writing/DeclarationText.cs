using System.Collections.Immutable;

namespace Fmt.Tool.Writing;

/// <summary>An argument of an attribute.</summary>
/// <param name="Name">Null for a positional one.</param>
/// <param name="Code">The value as C#.</param>
/// <param name="Mark">What a state_dict does not tell of it; null where it does.</param>
internal sealed record ArgumentText(string? Name, string Code, string? Mark = null);

/// <summary>An attribute.</summary>
/// <param name="Mark">What a state_dict does not tell: whether this layer is there at all.</param>
internal sealed record AttributeText(string Name, ImmutableArray<ArgumentText> Arguments, string? Mark = null)
{
    public static AttributeText Of(string name, params ArgumentText[] arguments) => new(name, [.. arguments]);
}

/// <summary>A property, or where it has no attribute a comment alone.</summary>
internal sealed record MemberText(string Property, string Type, ImmutableArray<AttributeText> Attributes, string? Comment = null);

/// <summary>A class.</summary>
internal sealed record ClassText(string Name, string Summary, AttributeText Attribute, ImmutableArray<MemberText> Members);

/// <summary>A file.</summary>
internal sealed record FileText(ImmutableArray<string> Comment, string? Namespace, ImmutableArray<ClassText> Classes);
