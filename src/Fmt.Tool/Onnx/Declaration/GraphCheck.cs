using System;
using System.Linq;
using Fmt.Graph;
using Fmt.Tool.Writing;

namespace Fmt.Tool.Onnx;

/// <summary>Builds a declaration's graph as the compiler will. Nothing may be wrong with it: no part of it is a guess.</summary>
internal static class GraphCheck
{
    private const int MostShown = 5;

    /// <summary>The graph.</summary>
    /// <exception cref="OnnxException">The compiler would refuse the declaration.</exception>
    public static NetworkGraph Build(FileText file)
    {
        var (graph, problems) = WrittenGraph.Of(file);
        if (graph is not null && problems.Count == 0) return graph;
        var more = problems.Count > MostShown ? FormattableString.Invariant($"; and {problems.Count - MostShown} more") : "";
        throw OnnxException.Of("its declaration would be wrong: " + string.Join("; ", problems.Take(MostShown).Select(p => FormattableString.Invariant($"FMT{(int)p.Kind} at {p.Key.Member}: {string.Join(", ", p.Args)}"))) + more);
    }

    /// <summary>The graph; null where the compiler would refuse the declaration.</summary>
    public static NetworkGraph? TryBuild(FileText file) => WrittenGraph.Of(file) is { Graph: { } graph, Problems.Count: 0 } ? graph : null;
}
