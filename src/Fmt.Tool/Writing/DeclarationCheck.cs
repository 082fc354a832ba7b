using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Fmt.Modules;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Writing;

/// <summary>What the compiler will say of a declaration, by the same graph that it builds, and whether its state_dict is the file's.</summary>
internal sealed class DeclarationCheck
{
    private const int MostShown = 5;

    private readonly IReadOnlyList<Problem> _problems;
    private readonly List<(string Class, string Text)> _differences = [];
    private readonly List<StateEntry> _declared = [];

    /// <summary>Checks a file.</summary>
    /// <param name="file">The declaration.</param>
    /// <param name="keys">The state_dict that it was made from.</param>
    /// <param name="isOrdered">Whether the keys' order is the network's.</param>
    public DeclarationCheck(FileText file, IReadOnlyList<StateEntry> keys, bool isOrdered)
    {
        var written = WrittenGraph.Of(file);
        _problems = written.Problems;
        if (written.Graph is not { } graph) return;
        Compare(graph, keys);
        if (isOrdered) CompareOrder(keys);
    }

    /// <summary>The classes where something is wrong that other guesses might mend, each with the first of it.</summary>
    public IReadOnlyDictionary<string, string> AtFault =>
        _problems.Where(p => p.Kind != ProblemKind.TooLarge).Select(p => (Class: Short(p.Key.Class), Text: FormattableString.Invariant($"FMT{(int)p.Kind}")))
            .Concat(_differences).GroupBy(p => p.Class).ToDictionary(g => g.Key, g => g.First().Text);

    /// <summary>Members that nothing reads, with their classes.</summary>
    public IEnumerable<(string Class, string Member)> Unread => _problems.Where(p => p.Kind == ProblemKind.UnreadMember).Select(p => (Short(p.Key.Class), p.Key.Member)).Distinct();

    /// <summary>One line for each of the first problems, and how many more there are; none where the declaration stands.</summary>
    public IEnumerable<string> Lines()
    {
        foreach (var problem in _problems.Take(MostShown))
            yield return FormattableString.Invariant($"FILL: problem: FMT{(int)problem.Kind} at {Place(problem.Key)}: {string.Join(", ", problem.Args)}");
        if (_problems.Count > MostShown) yield return FormattableString.Invariant($"FILL: problem: and {_problems.Count - MostShown} more");
        foreach (var difference in _differences.Take(MostShown)) yield return "FILL: state: " + difference.Text;
        if (_differences.Count > MostShown) yield return FormattableString.Invariant($"FILL: state: and {_differences.Count - MostShown} more");
    }

    private void Compare(NetworkGraph graph, IReadOnlyList<StateEntry> keys)
    {
        var there = keys.ToDictionary(k => k.Name, k => k.Shape, StringComparer.Ordinal);
        foreach (var node in graph.Registration.Select(id => graph.Nodes[id]))
        {
            foreach (var entry in node.Kind!.Weights(node.Arguments, graph.Nodes[node.Inputs[0]].Output))
            {
                var name = entry.Name.Length == 0 ? node.Name : node.Name + "." + entry.Name;
                _declared.Add(new StateEntry(name, default, []));
                var isThere = there.Remove(name, out var shape);
                // Old files have no counters.
                if (!isThere && !entry.Counter) Differ(node, $"the file has no '{name}'");
                if (isThere && !shape.SequenceEqual(entry.Shape.Select(d => (long)d))) Differ(node, $"'{name}' is {string.Join('x', entry.Shape)} here, {string.Join('x', shape)} in the file");
            }
        }

        if (there.Count > 0) _differences.Add(("", $"'{there.Keys.First()}' of the file is not declared" + (there.Count > 1 ? FormattableString.Invariant($", nor are {there.Count - 1} more") : "")));
    }

    /// <summary>The order in which the declared network lists the file's keys: by module, its own tensors first.</summary>
    private void CompareOrder(IReadOnlyList<StateEntry> keys)
    {
        var file = keys.Select(k => k.Name).Where(_declared.Select(d => d.Name).ToHashSet().Contains);
        var known = keys.Select(k => k.Name).ToHashSet();
        var mine = Scope.Read(_declared).Keys().Where(known.Contains);
        if (file.Zip(mine).FirstOrDefault(p => p.First != p.Second) is { First: { } key }) _differences.Add(("", $"'{key}' stands elsewhere in the file's order"));
    }

    private void Differ(Node node, string text) => _differences.Add((Short(node.Key.Class), text));

    private static string Place(ProblemKey key) => Short(key.Class) + (key.Member.Length == 0 ? "" : "." + key.Member);

    private static string Short(string type) => type[(type.LastIndexOfAny([':', '.']) + 1)..];
}
