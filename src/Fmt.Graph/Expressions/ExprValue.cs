using System.Globalization;

namespace Fmt.Graph;

/// <summary>The value of an expression.</summary>
internal readonly record struct ExprValue(ExprType Type, double Number)
{
    public static readonly ExprValue Unknown = new(ExprType.Unknown, 0);

    public static ExprValue Int(double value) => new(ExprType.Int, value);

    public static ExprValue Double(double value) => new(ExprType.Double, value);

    public static ExprValue Bool(bool value) => new(ExprType.Bool, value ? 1 : 0);

    /// <summary>A constant of an attribute as a value; unknown where it is none that expressions have.</summary>
    public static ExprValue Of(Constant constant) => constant.Kind switch
    {
        ConstantKind.Int => Int(constant.Number),
        ConstantKind.Double => Double(constant.Number),
        ConstantKind.Bool => Bool(constant.Number != 0),
        _ => Unknown,
    };

    public bool IsNumber => Type is ExprType.Int or ExprType.Double;

    public bool IsTrue => Type == ExprType.Bool && Number != 0;

    public bool IsUnknown => Type == ExprType.Unknown;

    public override string ToString() => Type == ExprType.Bool ? (IsTrue ? "true" : "false") : Number.ToString("R", CultureInfo.InvariantCulture);
}
