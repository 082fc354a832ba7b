using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Collects what is wrong with a declaration. Blocks are unrolled many times; one place is reported once.</summary>
internal sealed class Findings
{
    private readonly List<Problem> _all = [];
    private readonly HashSet<(ProblemKind, ProblemKey)> _seen = [];

    /// <summary>The problems in the order in which they were found.</summary>
    public IReadOnlyList<Problem> All => _all;

    /// <summary>Whether nothing more can be said of the declaration, so that nothing more is resolved.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether there can be no graph.</summary>
    public bool HasErrors => IsStopped || _all.Any(p => Severities.IsError(p.Kind));

    /// <summary>Keeps a problem, unless its kind is known at its place.</summary>
    public void Report(Problem problem)
    {
        if (_seen.Add((problem.Kind, problem.Key))) _all.Add(problem);
    }

    /// <summary>The same, with the name that was probably meant among those that would be right.</summary>
    public void ReportUnknownName(string name, ProblemKey key, IEnumerable<string> candidates, string what)
    {
        var nearest = Nearest.To(name, candidates);
        Report(Problem.Of(ProblemKind.UnknownName, key, name, what, Nearest.Suggestion(nearest)) with { Fix = nearest });
    }

    /// <summary>Ends the work.</summary>
    public void Stop() => IsStopped = true;
}
