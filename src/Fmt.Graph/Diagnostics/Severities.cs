namespace Fmt.Graph;

/// <summary>Which problems are errors: with one, the generator writes only a fallback.</summary>
internal static class Severities
{
    public static bool IsError(ProblemKind kind) => kind is not (
        ProblemKind.UnreadMember
        or ProblemKind.ShapeReport
        or ProblemKind.NoChannelAxis
        or ProblemKind.OpaqueModule
        or ProblemKind.MapOverwritten
        or ProblemKind.ModuleUsedTwice
        or ProblemKind.NotFilters
        or ProblemKind.NarrowLayer);
}
