using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>A generated file.</summary>
/// <param name="Failure">What went wrong inside the generator; null where nothing did.</param>
internal sealed record GeneratedSource(string HintName, string Text, string? Failure = null);

/// <summary>A block and every block it uses.</summary>
internal sealed record BlockInput(ClassDeclaration Block, EquatableArray<ClassDeclaration> Others);
