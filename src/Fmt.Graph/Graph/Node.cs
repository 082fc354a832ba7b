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
