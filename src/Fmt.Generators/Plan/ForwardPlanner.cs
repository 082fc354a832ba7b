using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>Makes the forward plan of a graph.</summary>
internal sealed class ForwardPlanner
{
    private readonly NetworkGraph _graph;

    /// <summary>The readers of every node, in execution order.</summary>
    private readonly List<int>[] _readers;
    private readonly Dictionary<int, int> _values = [];
    private readonly Dictionary<int, int> _norms;
    private readonly Dictionary<int, int> _sites;

    private ForwardPlanner(NetworkGraph graph)
    {
        _graph = graph;
        _norms = Numbers(graph.Norms.Select(n => n.Node));
        _sites = Numbers(graph.Sites.Select(s => s.Node));
        _readers = graph.Nodes.Select(_ => new List<int>()).ToArray();
        foreach (var node in graph.Nodes.Where(n => graph.Live[n.Id]))
        {
            _values[node.Id] = _values.Count;
            foreach (var input in node.Inputs) _readers[input].Add(node.Id);
        }
    }

    /// <summary>The plan of a network.</summary>
    public static ForwardPlan Plan(NetworkGraph graph) => new ForwardPlanner(graph).Plan();

    private static Dictionary<int, int> Numbers(IEnumerable<int> nodes) => nodes.Select((node, i) => (node, i)).ToDictionary(p => p.node, p => p.i);

    private ForwardPlan Plan()
    {
        var segments = new List<Segment>();
        var steps = new List<Step>();
        foreach (var node in _graph.Nodes.Where(n => _graph.Live[n.Id] && !n.IsInput))
        {
            var step = StepOf(node);
            steps.Add(step);
            if (step.Site is not { } site) continue;
            segments.Add(new Segment(site, steps));
            steps = [];
        }

        segments.Add(new Segment(segments.Count, steps));
        return new ForwardPlan(segments, _values.Count, _graph.Sites.Select(s => _values[s.Node]).ToArray(), _values[_graph.Output]);
    }

    private Step StepOf(Node node)
    {
        var overwritten = Overwritten(node);
        // The overwritten input comes first; joins that run in place do not mind the order.
        var reads = overwritten is { } at ? node.Inputs.Where((_, k) => k != at).Prepend(node.Inputs[at]) : node.Inputs;
        int? taken = overwritten is { } place ? node.Inputs[place] : null;
        return new Step(
            node,
            reads.Select(i => _values[i]).ToArray(),
            _values[node.Id],
            taken is { } t ? _values[t] : null,
            node.Inputs.Distinct().Where(i => i != taken && _readers[i][_readers[i].Count - 1] == node.Id).Select(i => _values[i]).ToArray(),
            node.Kind!.SavesOutput(node.Arguments),
            node.Module >= 0 ? node.Module : null,
            _graph.ReadsImage[node.Id] ? StepPrecision.AsWeights : StepPrecision.AsSet,
            Number(_norms, node),
            Number(_sites, node));
    }

    private static int? Number(Dictionary<int, int> numbers, Node node) => numbers.TryGetValue(node.Id, out var number) ? number : null;

    /// <summary>Which of its inputs a layer overwrites: the first that nobody else needs, where the kind has an in-place form.</summary>
    private int? Overwritten(Node node)
    {
        if (!node.Kind!.HasInPlaceForm(node.Arguments, node.Inputs.Count)) return null;
        for (var i = 0; i < node.Inputs.Count; i++)
            if (MayOverwrite(node.Inputs[i])) return i;
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
}
