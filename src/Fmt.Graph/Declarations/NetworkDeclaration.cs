namespace Fmt.Graph;

/// <summary>
/// All that a network's source says, as plain values: the input of the graph builder and the only model in the generator's pipeline.
/// It must stay equal when only positions change, so it holds no location, symbol or syntax.
/// </summary>
/// <param name="Like">The network that the members are from; null where they are its own.</param>
internal sealed record NetworkDeclaration(
    ClassDeclaration Class,
    string Input,
    int Classes,
    EquatableArray<double> Mean,
    EquatableArray<double> Std,
    EquatableArray<ClassDeclaration> Blocks,
    LikeDeclaration? Like = null);
