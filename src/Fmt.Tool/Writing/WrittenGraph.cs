using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>The graph that the compiler will build of a declaration.</summary>
/// <param name="Graph">The graph; null where there is none.</param>
/// <param name="Problems">What is wrong: errors, and members that nobody reads. Such a network can be built, but what wrote it has lost something.</param>
internal sealed record WrittenGraph(NetworkGraph? Graph, IReadOnlyList<Problem> Problems)
{
    /// <summary>Builds it.</summary>
    public static WrittenGraph Of(FileText file)
    {
        var result = GraphBuilder.Build(DeclarationRecords.Of(file));
        return new WrittenGraph(result.Graph, [.. result.Problems.Where(p => Severities.IsError(p.Kind) || p.Kind == ProblemKind.UnreadMember)]);
    }
}
