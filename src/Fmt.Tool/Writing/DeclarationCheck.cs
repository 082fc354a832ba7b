using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Writing;

/// <summary>What the compiler will say of a declaration, by the same graph that it builds.</summary>
internal static class DeclarationCheck
{
    private const int MostShown = 5;

    /// <summary>One line for each of the first problems, and how many more there are; none where the declaration stands.</summary>
    public static IEnumerable<string> Problems(FileText file)
    {
        // A member that nobody reads is a lost guess, though a network without it can be built.
        var problems = GraphBuilder.Build(DeclarationRecords.Of(file)).Problems.Where(p => Severities.IsError(p.Kind) || p.Kind == ProblemKind.UnreadMember).ToList();
        foreach (var problem in problems.Take(MostShown)) yield return FormattableString.Invariant($"FILL: problem: FMT{(int)problem.Kind} at {Place(problem.Key)}: {string.Join(", ", problem.Args)}");
        if (problems.Count > MostShown) yield return FormattableString.Invariant($"FILL: problem: and {problems.Count - MostShown} more");
    }

    private static string Place(ProblemKey key) => key.Class[(key.Class.LastIndexOfAny([':', '.']) + 1)..] + (key.Member.Length == 0 ? "" : "." + key.Member);
}
