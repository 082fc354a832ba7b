using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Fmt.Graph;

/// <summary>
/// From a declaration to a graph, pass by pass: checks of every class by itself, unrolling (members, edges, expressions, shapes), and what follows from the
/// nodes alone (registration, liveness, sites, batch norms). Whatever is wrong becomes a <see cref="Problem"/>. Nothing here needs the compiler.
/// </summary>
internal static class GraphBuilder
{
    /// <summary>Builds a network's graph; the graph is null where a problem is an error.</summary>
    public static GraphResult Build(NetworkDeclaration declaration, CancellationToken cancellation = default)
    {
        var findings = new Findings();
        var library = new ClassLibrary(declaration.Class, declaration.Blocks, isNetwork: true);
        var network = new NetworkCheck(declaration, findings);
        var input = network.ReadInput();
        new ClassCheck(library, findings).Run();
        network.Run(input);
        var nodes = new NodeList();
        if (input is not null) nodes.Add(Node.Image(input, new ProblemKey(declaration.Class.FullName, "")));
        var root = new Unroller(declaration, library, nodes, findings, cancellation).Unroll(declaration.Class, input is null ? Value.Unknown : new Value(0), []);
        var output = root.Last?.Value ?? Value.Unknown;
        if (findings.HasErrors || output.IsUnknown) return new GraphResult(null, findings.All);
        network.CheckOutput(nodes[output]);
        var graph = Finish(declaration, root, nodes, output.Node, findings);
        return new GraphResult(findings.HasErrors ? null : graph, findings.All);
    }

    /// <summary>Checks a block by itself: names, types, expressions. Shapes and widths are known only where it is used.</summary>
    public static IReadOnlyList<Problem> CheckBlock(ClassDeclaration block, EquatableArray<ClassDeclaration> others, CancellationToken cancellation = default)
    {
        var findings = new Findings();
        var library = new ClassLibrary(block, others, isNetwork: false);
        new ClassCheck(library, findings).Run();
        var unknown = new NetworkDeclaration(block, "", 0, default, default, others);
        var variables = block.Members.Where(m => m.Parameter is not null).Select(m => m.Name).Distinct().ToDictionary(name => name, _ => ExprValue.Unknown);
        new Unroller(unknown, library, new NodeList(), findings, cancellation).Unroll(block, Value.Unknown, variables);
        return findings.All;
    }

    /// <summary>What follows from the nodes.</summary>
    private static NetworkGraph Finish(NetworkDeclaration declaration, ClassInstance root, NodeList list, int output, Findings findings)
    {
        var nodes = list.All;
        var registration = Registration.Of(root, nodes, findings);
        var liveness = Liveness.Of(nodes, output);
        new UnreadCheck(list, liveness, findings).Run(root);
        OverwritingCheck.Run(nodes, liveness, findings);
        var sites = new SitePlanner(nodes, list.OptedOut, liveness, findings).Plan();
        return new NetworkGraph(declaration, nodes, registration, MemberUses.Of(root), output, liveness.IsLive, sites, NormPlanner.Of(nodes, liveness), ImageReaders.Of(nodes));
    }
}
