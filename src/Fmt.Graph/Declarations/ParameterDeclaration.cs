namespace Fmt.Graph;

/// <summary>A block's parameter and its default.</summary>
internal sealed record ParameterDeclaration(Constant Default);
