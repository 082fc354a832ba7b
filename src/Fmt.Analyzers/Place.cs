using Microsoft.CodeAnalysis;

namespace Fmt.Analyzers;

/// <summary>A place in the source.</summary>
/// <param name="Exact">The place is all that a fix would replace, no more and no less.</param>
internal readonly record struct Place(Location Location, bool Exact);
