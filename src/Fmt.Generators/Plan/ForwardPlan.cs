using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>One statement of the forward pass.</summary>
/// <param name="Code">C#, with values as <c>f[number]</c>.</param>
/// <param name="Comment">What it is, and its shape.</param>
internal sealed record Statement(string Code, string Comment);

/// <summary>The statements between two sites.</summary>
/// <param name="Site">Number of the site it ends with; the number of sites for the last segment.</param>
internal sealed record Segment(int Site, string Name, IReadOnlyList<Statement> Statements);

/// <summary>The forward pass as straight-line code: order, numbers, last uses, what runs in place.</summary>
/// <param name="Values">How many values there are; value 0 is the input.</param>
/// <param name="SiteValues">The value of each site.</param>
/// <param name="Output">The value of the logits.</param>
internal sealed record ForwardPlan(IReadOnlyList<Segment> Segments, int Values, IReadOnlyList<int> SiteValues, int Output);

/// <summary>Makes the forward plan of a graph.</summary>
internal sealed class ForwardPlanner
{
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyDictionary<int, string> _fields;

    /// <summary>The readers of every node, in execution order.</summary>
    private readonly List<int>[] _readers;
    private readonly Dictionary<int, int> _values = [];

    /// <summary>The number of every batch norm, by node.</summary>
    private readonly Dictionary<int, int> _norms;

    private ForwardPlanner(NetworkGraph graph, IReadOnlyDictionary<int, string> fields)
    {
        (_graph, _fields) = (graph, fields);
        _norms = graph.Norms.Select((n, i) => (n.Node, i)).ToDictionary(p => p.Node, p => p.i);
        _readers = graph.Nodes.Select(_ => new List<int>()).ToArray();
        foreach (var node in graph.Nodes.Where(n => graph.Live[n.Id]))
        {
            _values[node.Id] = _values.Count;
            foreach (var input in node.Inputs) _readers[input].Add(node.Id);
        }
    }

    /// <param name="graph">The network.</param>
    /// <param name="fields">The field of every module, by the node that holds it.</param>
    public static ForwardPlan Plan(NetworkGraph graph, IReadOnlyDictionary<int, string> fields) => new ForwardPlanner(graph, fields).Plan();

    private ForwardPlan Plan()
    {
        var siteOf = _graph.Sites.Select((s, i) => (s.Node, i)).ToDictionary(p => p.Node, p => p.i);
        var segments = new List<Segment>();
        var statements = new List<Statement>();
        foreach (var node in _graph.Nodes.Where(n => _graph.Live[n.Id] && !n.IsInput))
        {
            statements.AddRange(Statements(node));
            if (!siteOf.TryGetValue(node.Id, out var site)) continue;
            statements.Add(new Statement($"At({CSharp.Of(site)}, f, {CSharp.Of(_values[node.Id])});", ""));
            segments.Add(new Segment(site, "up to " + node.Path, statements));
            statements = [];
        }

        segments.Add(new Segment(segments.Count, "up to the logits", statements));
        return new ForwardPlan(segments, _values.Count, _graph.Sites.Select(s => _values[s.Node]).ToArray(), _values[_graph.Output]);
    }

    private IEnumerable<Statement> Statements(Node node)
    {
        var module = node.Module >= 0 ? _fields[node.Module] : "";
        var comment = node.Path + ": " + node.Output;
        var target = $"f[{CSharp.Of(_values[node.Id])}] = ";
        var isNorm = _norms.TryGetValue(node.Id, out var norm);
        if (isNorm) yield return new Statement($"Reads({CSharp.Of(norm)}, f, {CSharp.Of(_values[node.Inputs[0]])});", "");
        if (InPlace(node, module) is { } code)
        {
            yield return new Statement(target + code.Code + ";", comment);
        }
        else
        {
            yield return new Statement(target + node.Kind!.Forward(node.Arguments, node.Inputs.Select(Value).ToArray(), module) + ";", comment);
        }

        var overwritten = InPlace(node, module)?.Overwritten ?? -1;
        foreach (var input in node.Inputs.Distinct().Where(i => i != overwritten && _readers[i][_readers[i].Count - 1] == node.Id))
            yield return new Statement($"f.Free({CSharp.Of(_values[input])});", "");
        // After the input's end, so that what is added here finds only live values.
        if (isNorm) yield return new Statement($"Gives({CSharp.Of(norm)}, f, {CSharp.Of(_values[node.Id])});", "");
    }

    /// <summary>The statement that overwrites an input, where the kind has one and nobody else needs the input.</summary>
    private (string Code, int Overwritten)? InPlace(Node node, string module)
    {
        for (var i = 0; i < node.Inputs.Count; i++)
        {
            if (!MayOverwrite(node.Inputs[i])) continue;
            // The overwritten input comes first; joins that run in place do not mind the order.
            var order = new[] { node.Inputs[i] }.Concat(node.Inputs.Where((_, k) => k != i)).ToArray();
            var texts = order.Select((n, k) => k == 0 ? $"f.Take({CSharp.Of(_values[n])})" : Value(n)).ToArray();
            if (node.Kind!.ForwardInPlace(node.Arguments, texts, module) is { } code) return (code, node.Inputs[i]);
            return null;
        }

        return null;
    }

    /// <summary>
    /// A value may be overwritten by its only reader, unless autograd keeps it or it may be a view: then its memory may be a map that
    /// somebody observes, or belong to a stopped pass that goes on more than once.
    /// </summary>
    private bool MayOverwrite(int id)
    {
        var node = _graph.Nodes[id];
        return !node.IsInput && _readers[id].Count == 1 && !node.Kind!.SavesOutput(node.Arguments) && !node.Kind.Aliases;
    }

    private string Value(int id) => $"f[{CSharp.Of(_values[id])}]";
}
