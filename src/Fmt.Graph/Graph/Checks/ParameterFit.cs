using System.Linq;

namespace Fmt.Graph;

/// <summary>Values of block parameters: int, double or bool.</summary>
internal static class ParameterFit
{
    private static readonly string[] Types = ["int", "double", "bool"];

    /// <summary>Whether parameters may be of a type. What is wrong with another one is said at the parameter.</summary>
    public static bool IsType(string type) => type.Length == 0 || Types.Contains(type);

    /// <summary>The value as the parameter's type has it; where it does not fit, a problem and nothing known.</summary>
    public static ExprValue Of(ExprValue value, MemberDeclaration parameter, ProblemKey key, string text, Findings findings)
    {
        if (TryFit(value, parameter, out var fitted)) return fitted;
        var isReal = parameter.Type == "int" && value.Type == ExprType.Double;
        var found = isReal ? $"the value is the double {value} (round, floor or ceil make an int of it)" : $"the value is {value}";
        findings.Report(Problem.Of(ProblemKind.BadExpression, key, text, $"'{parameter.Name}' is of type {parameter.Type}, {found}"));
        return ExprValue.Unknown;
    }

    /// <summary>A value as a parameter's type has it: whole numbers become doubles, nothing else changes.</summary>
    public static bool TryFit(ExprValue value, MemberDeclaration parameter, out ExprValue fitted)
    {
        fitted = parameter.Type == "double" && value.Type == ExprType.Int ? ExprValue.Double(value.Number) : value;
        return (parameter.Type, fitted.Type) switch
        {
            (_, ExprType.Unknown) or ("", _) or ("int", ExprType.Int) or ("bool", ExprType.Bool) => true,
            ("double", ExprType.Double) => !double.IsNaN(value.Number) && !double.IsInfinity(value.Number),
            _ => !IsType(parameter.Type),
        };
    }
}
