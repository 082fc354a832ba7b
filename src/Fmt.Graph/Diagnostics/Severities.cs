using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

/// <summary>Which problems are errors: with one, the generator writes only a fallback.</summary>
internal static class Severities
{
    public static bool IsError(ProblemKind kind) => DiagnosticDescriptors.Of(kind).DefaultSeverity == DiagnosticSeverity.Error;
}
