
namespace Fmt.Generators;

/// <summary>A generated file.</summary>
/// <param name="Failure">What went wrong inside the generator; null where nothing did.</param>
internal sealed record GeneratedSource(string HintName, string Text, string? Failure = null);
