using System.Collections.Generic;

namespace Fmt.Generators.Tests.States;

/// <summary>A property.</summary>
/// <param name="Title">Its name in the state_dict as written; null for the property's own.</param>
/// <param name="Braces">The number in the title's braces; null where it has none.</param>
internal sealed record Member(string Name, IReadOnlyList<Part> Parts, bool IsSequence, string? Title, Term<int>? Braces, string? From, Term<bool>? When, string? Else, bool Called);
