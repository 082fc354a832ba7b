namespace Fmt.Graph;

/// <summary>A partial property: a layer, several layers in sequence, a join, a use of a block, or a parameter.</summary>
/// <param name="Type">Its type without nullability; empty where it does not bind, which the compiler reports by itself.</param>
internal sealed record MemberDeclaration(
    string Name,
    string Type,
    bool Nullable,
    PropertyText Property,
    EquatableArray<LayerDeclaration> Layers,
    ParameterDeclaration? Parameter)
{
    public bool IsSequence => Type == KnownNames.Sequence || Layers.Count > 1;
}
