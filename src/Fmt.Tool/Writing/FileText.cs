using System.Collections.Immutable;

namespace Fmt.Tool.Writing;

/// <summary>A file: the network's class, then its blocks.</summary>
internal sealed record FileText(ImmutableArray<string> Comment, string? Namespace, ImmutableArray<ClassText> Classes);
