using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>One layer at one place of the unrolled network. Node 0 is the input.</summary>
/// <param name="Id">Position in <see cref="NetworkGraph.Nodes"/>, which is an execution order: inputs come first.</param>
/// <param name="Path">How C# reaches it: <c>Layer1[0].Conv1</c>, <c>Features[3]</c>.</param>
/// <param name="Name">Its name in the state_dict: <c>layer1.0.conv1</c>.</param>
/// <param name="Inputs">The nodes it reads.</param>
/// <param name="Module">The node that holds its module: itself, or the one it shares; -1 where it has none.</param>
/// <param name="Key">Where it was declared.</param>
/// <param name="Type">For opaque modules: the property's type.</param>
internal sealed record Node(
    int Id,
    string Path,
    string Name,
    LayerKind? Kind,
    LayerArguments Arguments,
    IReadOnlyList<int> Inputs,
    Shape Output,
    int Module,
    ProblemKey Key,
    string Type)
{
    /// <summary>Whether it is the network's input, which no layer makes.</summary>
    public bool IsInput => Kind is null;

    /// <summary>Node 0.</summary>
    public static Node Image(Shape shape, ProblemKey key) =>
        new(0, KnownNames.Input, "", null, new LayerArguments(new Dictionary<string, object?>()), [], shape, -1, key, "");
}

/// <summary>A member of a class at one place of the unrolled network: what its property gives at run time.</summary>
internal abstract record MemberUse(MemberDeclaration Declaration)
{
    /// <summary>Nothing: the member's condition is false here.</summary>
    internal sealed record Absent(MemberDeclaration Declaration) : MemberUse(Declaration);

    /// <summary>A layer.</summary>
    internal sealed record Layer(MemberDeclaration Declaration, int Node) : MemberUse(Declaration);

    /// <summary>Layers in sequence.</summary>
    internal sealed record Sequence(MemberDeclaration Declaration, IReadOnlyList<int> Nodes) : MemberUse(Declaration);

    /// <summary>One block, or several.</summary>
    internal sealed record Blocks(MemberDeclaration Declaration, bool Repeated, IReadOnlyList<ClassUse> Items) : MemberUse(Declaration);

    /// <summary>A parameter's value.</summary>
    internal sealed record Value(MemberDeclaration Declaration, ExprValue Result) : MemberUse(Declaration);
}

/// <summary>A class (the network, or a block) at one place.</summary>
internal sealed record ClassUse(ClassDeclaration Class, IReadOnlyList<MemberUse> Members);

/// <summary>A place with testable feature maps.</summary>
/// <param name="Node">The convolution.</param>
/// <param name="Reader">The batch norm that is the map's only reader; -1 where there is none.</param>
/// <param name="FeedsSum">Whether the map, through nothing but batch norms and activations that pass channels one to one, enters a sum.</param>
internal sealed record Site(int Node, int Reader, bool FeedsSum);

/// <summary>A batch norm, whose running statistics remember what it was trained on.</summary>
/// <param name="Node">The batch norm.</param>
/// <param name="Relation">What it normalises.</param>
/// <param name="Producer">The convolution whose maps it reads, where the relation is <see cref="NormRelation.Same"/>; else -1.</param>
internal sealed record Norm(int Node, NormRelation Relation, int Producer);

/// <summary>How the channels of a batch norm relate to feature maps.</summary>
internal enum NormRelation
{
    /// <summary>Channel c is map c of one convolution.</summary>
    Same,

    /// <summary>Channel c is a sum over maps c of several convolutions, a residual sum.</summary>
    Sum,

    /// <summary>Neither: a concatenation, a pooled or activated map.</summary>
    None,
}

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

/// <summary>What reading a declaration gives: the graph, if it is right, and the problems.</summary>
internal sealed record GraphResult(NetworkGraph? Graph, IReadOnlyList<Problem> Problems);
