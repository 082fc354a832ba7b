using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>A property of the tree of maps.</summary>
internal sealed record MapMember(MemberDeclaration Member, string Type, bool Nullable);
