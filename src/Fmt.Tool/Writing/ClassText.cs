using System.Collections.Immutable;

namespace Fmt.Tool.Writing;

/// <summary>A class.</summary>
internal sealed record ClassText(string Name, string Summary, AttributeText Attribute, ImmutableArray<MemberText> Members);
