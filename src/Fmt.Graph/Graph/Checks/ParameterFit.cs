namespace Fmt.Graph;

/// <summary>Values of block parameters: int, double or bool.</summary>
internal static class ParameterFit
{
    /// <summary>The value as the parameter's type has it; where it does not fit, a problem and nothing known.</summary>
    public static ExprValue Of(ExprValue value, MemberDeclaration parameter, ProblemKey key, string text, Findings findings)
    {
        if (TryFit(value, parameter, out var fitted)) return fitted;
        findings.Report(Problem.Of(ProblemKind.BadExpression, key, text, $"'{parameter.Name}' is of type {parameter.Type}, the value is {value}"));
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
            _ => false,
        };
    }
}
