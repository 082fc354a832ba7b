namespace Fmt.Graph;

/// <summary>What the implementing part of a property must repeat of the definition (it is an error if they differ).</summary>
/// <param name="Emit">False where the user's own code gives a body, or the property is not partial.</param>
/// <param name="Documented">The user wrote a comment, which a generated one would replace.</param>
internal sealed record PropertyText(bool Emit, string Modifiers, string Type, string Identifier, EquatableArray<string> Accessors, bool Documented);
