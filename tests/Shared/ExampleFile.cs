
namespace Fmt.Tests;

/// <summary>One file of an example. Names that end with <c>.keys.txt</c> are the compiler's additional files, all others are C#.</summary>
internal sealed record ExampleFile(string Name, string Text)
{
    public bool IsKeys => Name.EndsWith(".keys.txt", System.StringComparison.Ordinal);
}
