using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>The layers of the unrolled network as they are found: what a layer reads comes before it.</summary>
internal sealed class NodeList
{
    private readonly List<Node> _nodes = [];
    private readonly HashSet<int> _optedOut = [];
    private readonly HashSet<int> _uncalled = [];

    /// <summary>All of them, in execution order.</summary>
    public IReadOnlyList<Node> All => _nodes;

    /// <summary>Nodes that say <c>Testable = false</c>.</summary>
    public ISet<int> OptedOut => _optedOut;

    /// <summary>Nodes that are registered only.</summary>
    public ISet<int> Uncalled => _uncalled;

    /// <summary>The number that the next one gets.</summary>
    public int Next => _nodes.Count;

    /// <summary>The node of a value, which is known.</summary>
    public Node this[Value value] => _nodes[value.Node];

    /// <summary>Appends a node that has the number <see cref="Next"/>.</summary>
    public void Add(Node node) => _nodes.Add(node);
}
