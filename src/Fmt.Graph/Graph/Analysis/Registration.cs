using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>The order of modules, which is the state_dict's, and that their names are their own.</summary>
internal static class Registration
{
    /// <summary>Modules in declaration order; two of one name are a problem.</summary>
    public static List<int> Of(ClassInstance root, IReadOnlyList<Node> nodes, Findings findings)
    {
        var order = new List<int>();
        Collect(root, nodes, order);
        var owners = new Dictionary<string, int>();
        foreach (var id in order)
        {
            var node = nodes[id];
            var clash = FindClash(node, owners, nodes);
            if (clash is not null || node.Name.Length == 0)
                findings.Report(Problem.Of(ProblemKind.NameTaken, node.Key, node.Path, node.Name, clash is { } c ? nodes[c].Path : "the network itself"));
            owners[node.Name] = id;
        }

        return order;
    }

    /// <summary>The node that has this one's name, or a scope of it, or is in a scope of its name. Takes the scopes down as owned.</summary>
    private static int? FindClash(Node node, Dictionary<string, int> owners, IReadOnlyList<Node> nodes)
    {
        // A name may be neither another layer's name nor a scope that holds one.
        int? clash = owners.TryGetValue(node.Name, out var same) ? same : null;
        for (var dot = node.Name.IndexOf('.'); dot > 0 && clash is null; dot = node.Name.IndexOf('.', dot + 1))
        {
            var scope = node.Name.Substring(0, dot);
            if (owners.TryGetValue(scope, out var holder) && nodes[holder].Name == scope) clash = holder;
            owners[scope] = holder == 0 ? node.Id : holder;
        }

        return clash;
    }

    private static void Collect(ClassInstance instance, IReadOnlyList<Node> nodes, List<int> order)
    {
        foreach (var member in instance.Members)
        {
            foreach (var part in member.Parts)
            {
                if (part.Block is { } block) Collect(block, nodes, order);
                else if (nodes[part.Value.Node].Module == part.Value.Node) order.Add(part.Value.Node);
            }
        }
    }
}
