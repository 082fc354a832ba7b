namespace Fmt.Graph;

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
