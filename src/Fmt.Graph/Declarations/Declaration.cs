namespace Fmt.Graph;

/// <summary>
/// All that a network's source says, as plain values: the input of the graph builder and the only model in the generator's pipeline.
/// It must stay equal when only positions change, so it holds no location, symbol or syntax.
/// </summary>
internal sealed record NetworkDeclaration(
    ClassDeclaration Class,
    string Input,
    int Classes,
    EquatableArray<double> Mean,
    EquatableArray<double> Std,
    EquatableArray<ClassDeclaration> Blocks);

/// <summary>A network's or block's class.</summary>
/// <param name="Name">The name users read in messages, for instance <c>BasicBlock</c>.</param>
/// <param name="FullName">The name that code uses, for instance <c>global::Nets.BasicBlock</c>; it identifies the class.</param>
internal sealed record ClassDeclaration(
    string Name,
    string FullName,
    ClassShell Shell,
    EquatableArray<MemberDeclaration> Members);

/// <summary>What a generated part must repeat of the user's class.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Containers">The types around it, outermost first, as <c>partial class Outer</c>.</param>
/// <param name="Header">The class itself, as <c>partial class Net</c>.</param>
/// <param name="Identifier">Its name as code writes it, <c>@class</c> for a keyword.</param>
/// <param name="HintName">The name of the generated file without its ending.</param>
/// <param name="InSource">Whether this compilation declares it, so that its problems can be shown.</param>
/// <param name="Extensible">Whether its other half is generated (here, or in the assembly it is from).</param>
/// <param name="Stray">The first member that lies in another file than the first one, so that the order is undefined; empty where there is none.</param>
internal sealed record ClassShell(string Namespace, EquatableArray<string> Containers, string Header, string Identifier, string HintName, bool InSource, bool Extensible, string Stray);

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

/// <summary>What the implementing part of a property must repeat of the definition (it is an error if they differ).</summary>
/// <param name="Emit">False where the user's own code gives a body, or the property is not partial.</param>
/// <param name="Documented">The user wrote a comment, which a generated one would replace.</param>
internal sealed record PropertyText(bool Emit, string Modifiers, string Type, string Identifier, EquatableArray<string> Accessors, bool Documented);

/// <summary>A block's parameter and its default.</summary>
internal sealed record ParameterDeclaration(Constant Default);

/// <summary>One layer attribute.</summary>
/// <param name="Kind">The attribute's name without its ending, for instance <c>Conv2d</c>.</param>
/// <param name="Block">For block uses: the block's full name; empty where the type does not bind.</param>
internal sealed record LayerDeclaration(string Kind, string? Block, EquatableArray<Argument> Arguments)
{
    public Constant this[string name]
    {
        get
        {
            foreach (var argument in Arguments)
                if (argument.Name == name) return argument.Value;
            return Constant.None;
        }
    }
}

/// <summary>A named argument of a layer attribute; positional ones carry their parameter's name, first letter upper.</summary>
internal sealed record Argument(string Name, Constant Value);

internal enum ConstantKind
{
    /// <summary>Not given, or not yet a constant (half-typed code).</summary>
    None,
    Int,
    Double,
    Bool,
    Text,
    Texts,

    /// <summary>Given as null: as if it were not given, where it need not be.</summary>
    Null,

    /// <summary>Of a type that no argument takes (arguments that take numbers and texts alike are objects to the compiler).</summary>
    Unfit,
}

/// <summary>A constant of an attribute.</summary>
internal sealed record Constant(ConstantKind Kind, double Number, string Text, EquatableArray<string> Items)
{
    public static readonly Constant None = new(ConstantKind.None, 0, "", default);

    public static readonly Constant Null = new(ConstantKind.Null, 0, "", default);

    public static Constant Of(int value) => new(ConstantKind.Int, value, "", default);

    public static Constant Of(double value) => new(ConstantKind.Double, value, "", default);

    public static Constant Of(bool value) => new(ConstantKind.Bool, value ? 1 : 0, "", default);

    public static Constant Of(string value) => new(ConstantKind.Text, 0, value, default);

    public static Constant Of(EquatableArray<string> value) => new(ConstantKind.Texts, 0, "", value);

    /// <param name="value">How messages call it.</param>
    public static Constant Unfit(string value) => new(ConstantKind.Unfit, 0, "", new[] { value }.ToEquatable());

    public bool IsGiven => Kind is not (ConstantKind.None or ConstantKind.Null);
}
