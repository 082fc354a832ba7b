using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>Which problems are errors: with one, there is no graph, and the generator writes only a fallback. The descriptors say the same to the compiler.</summary>
internal static class Severities
{
    private static readonly HashSet<ProblemKind> Milder =
    [
        ProblemKind.UnreadMember,
        ProblemKind.ShapeReport,
        ProblemKind.NoChannelAxis,
        ProblemKind.OpaqueModule,
        ProblemKind.MapOverwritten,
        ProblemKind.ModuleUsedTwice,
        ProblemKind.NotFilters,
        ProblemKind.NarrowLayer,
        ProblemKind.MapEntersSum,
        ProblemKind.ShiftStays,
        ProblemKind.IgnoredReport,
        ProblemKind.AwaitInScope,
        ProblemKind.OptimizerBeforeMove,
        ProblemKind.ContradictingWeights,
    ];

    /// <summary>Whether a problem of this kind is an error.</summary>
    public static bool IsError(ProblemKind kind) => !Milder.Contains(kind);
}
