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
    /// <summary>Several parts in a row, or one layer that is numbered as if there were several.</summary>
    public bool IsSequence => Layers.Count > 1 || (Type == KnownNames.Sequence && Layers.Count == 1 && Layers[0].Block is null);

    /// <summary>False where it says <c>Called = false</c>: registered, and never run.</summary>
    public bool IsCalled => Layers.Count == 0 || Layers[0]["Called"] is not { Kind: ConstantKind.Bool, Number: 0 };
}
