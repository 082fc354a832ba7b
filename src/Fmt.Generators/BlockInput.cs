using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>A block and every block it uses.</summary>
internal sealed record BlockInput(ClassDeclaration Block, EquatableArray<ClassDeclaration> Others);
