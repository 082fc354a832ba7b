using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>The unrolled network.</summary>
/// <param name="Nodes">In execution order; node 0 is the input.</param>
/// <param name="Registration">Nodes with modules, in declaration order: the state_dict's order.</param>
/// <param name="Output">The node whose value is the logits.</param>
/// <param name="Live">Which nodes the logits depend on.</param>
/// <param name="Sites">Places with testable feature maps, in execution order.</param>
/// <param name="Norms">Batch norms that are called once, in execution order.</param>
/// <param name="ReadsImage">Which nodes read the network's input, through nothing but layers that keep its channels apart.</param>
internal sealed record NetworkGraph(
    NetworkDeclaration Declaration,
    IReadOnlyList<Node> Nodes,
    IReadOnlyList<int> Registration,
    ClassUse Root,
    int Output,
    IReadOnlyList<bool> Live,
    IReadOnlyList<Site> Sites,
    IReadOnlyList<Norm> Norms,
    IReadOnlyList<bool> ReadsImage);
