using System.Collections.Immutable;

namespace Fmt.Tool.Writing;

/// <summary>A property, or where it has no attribute a comment alone.</summary>
internal sealed record MemberText(string Property, string Type, ImmutableArray<AttributeText> Attributes, string? Comment = null);
