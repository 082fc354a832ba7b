using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Reads a layer's arguments by its kind's parameters: constants, expressions, pairs, texts, shapes.</summary>
internal sealed class ArgumentReader(ExpressionReader expressions, Findings findings)
{
    /// <summary>All values; null where one is wrong or not known.</summary>
    public LayerArguments? Read(LayerKind kind, LayerDeclaration layer, ClassInstance scope, ProblemKey key)
    {
        var values = new Dictionary<string, object?>();
        var complete = true;
        foreach (var parameter in kind.Parameters.Where(p => p.Kind != ParameterKind.Members))
        {
            var given = layer[parameter.Name];
            if (layer.Arguments.Count(a => a.Name == parameter.Name) > 1)
                findings.Report(Problem.Of(ProblemKind.BadArgument, key, parameter.Name, "is given twice, by its place and by its name"));
            var value = given.IsGiven ? ReadGiven(parameter, given, scope, key.At(parameter.Name)) : parameter.Default;
            values[parameter.Name] = value;
            complete &= value is not null || (!given.IsGiven && parameter.Optional);
            // A required argument that is missing, or no constant yet, is the compiler's own error.
            if (given.Kind == ConstantKind.Null && parameter is { Default: null, Optional: false })
                findings.Report(Problem.Of(ProblemKind.BadArgument, key.At(parameter.Name), $"{parameter.Name} is null", $"but must be {Wanted(parameter.Kind)}"));
        }

        return complete ? new LayerArguments(values) : null;
    }

    private object? ReadGiven(Parameter parameter, Constant given, ClassInstance scope, ProblemKey key)
    {
        if (given.Kind is ConstantKind.Unfit or ConstantKind.Texts)
        {
            findings.Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {(given.Kind == ConstantKind.Texts ? "a list" : given.Items[0])}", $"but must be {Wanted(parameter.Kind)}"));
            return null;
        }

        return parameter.Kind switch
        {
            ParameterKind.Text => ReadText(parameter, given, key),
            ParameterKind.Shape => ReadShape(given, key),
            ParameterKind.Size when given.Kind == ConstantKind.Text && Size.Parse(given.Text) is { } pair =>
                InRange(parameter, pair.H, key) && InRange(parameter, pair.W, key) ? pair : null,
            ParameterKind.Size when given.Kind == ConstantKind.Text && ExprParser.Commas(given.Text) is var (inside, outside) && (inside.Count > 1 || outside > 0) => ReportPair(given.Text, inside.Count + outside, key),
            ParameterKind.Size when given.Kind == ConstantKind.Text && ExprParser.Commas(given.Text).Inside is { Count: 1 } commas && given.Text.TrimEnd().EndsWith(")", System.StringComparison.Ordinal) => ReadPair(parameter, given.Text, commas[0], scope, key),
            ParameterKind.Size when parameter.AllowSame && given is { Kind: ConstantKind.Text, Text: "same" } => Size.Same,
            _ => ReadNumber(parameter, expressions.Read(given, scope, key), key),
        };
    }

    private string? ReadText(Parameter parameter, Constant given, ProblemKey key)
    {
        if (given.Kind != ConstantKind.Text) return null;
        if (parameter.Choices is null || parameter.Choices.Contains(given.Text)) return given.Text;
        findings.ReportUnknownName(given.Text, key, parameter.Choices, $"value of {parameter.Name}");
        return null;
    }

    private Shape? ReadShape(Constant given, ProblemKey key)
    {
        if (given.Kind != ConstantKind.Text) return null;
        var shape = Shape.Parse(given.Text);
        if (shape is null) findings.Report(Problem.Of(ProblemKind.BadShapeText, key, given.Text, "CxHxW or F"));
        return shape;
    }

    /// <summary>A size of two expressions, <c>"(H, W)"</c>.</summary>
    private object? ReadPair(Parameter parameter, string text, int comma, ClassInstance scope, ProblemKey key)
    {
        // Blanks keep the places of the parts those of the whole text.
        var open = text.IndexOf('(');
        var parts = new[]
        {
            new string(' ', open + 1) + text.Substring(open + 1, comma - open - 1),
            new string(' ', comma + 1) + text.Substring(comma + 1, text.LastIndexOf(')') - comma - 1),
        };
        var numbers = parts.Select(p => ReadGiven(Parameter.Int(parameter.Name) with { Min = parameter.Min, Max = parameter.Max }, Constant.Of(p), scope, key)).ToArray();
        return numbers[0] is int height && numbers[1] is int width ? new Size(height, width) : null;
    }

    /// <summary>Numbers that are no pair.</summary>
    private object? ReportPair(string text, int commas, ProblemKey key)
    {
        findings.Report(Problem.Of(ProblemKind.BadExpression, key with { Start = 0, Length = text.Length }, text, commas > 1 ? $"a size has two numbers, height and width, not {commas + 1}" : $"two numbers stand in parentheses: ({text.Trim()})"));
        return null;
    }

    private object? ReadNumber(Parameter parameter, ExprValue value, ProblemKey key)
    {
        if (value.IsUnknown) return null;
        switch (parameter.Kind)
        {
            case ParameterKind.Bool when value.Type == ExprType.Bool:
                return value.IsTrue;
            case ParameterKind.Double when value.IsNumber:
                return InRange(parameter, value.Number, key) ? value.Number : null;
            case ParameterKind.Int or ParameterKind.Size when value.Type == ExprType.Int:
                if (!InRange(parameter, value.Number, key)) return null;
                var number = (int)value.Number;
                return parameter.Kind == ParameterKind.Size ? new Size(number, number) : number;
        }

        findings.Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {value}", $"but must be {Wanted(parameter.Kind)}" + (parameter.Hint is { } hint ? $" ({hint})" : "")));
        return null;
    }

    private static string Wanted(ParameterKind kind) => kind switch
    {
        ParameterKind.Bool => "true or false",
        ParameterKind.Double => "a number",
        ParameterKind.Text => "a text",
        ParameterKind.Shape => "a shape, for instance 3x32x32",
        _ => "a whole number",
    };

    private bool InRange(Parameter parameter, double value, ProblemKey key)
    {
        if (parameter.Allows(value)) return true;
        var bound = double.IsNaN(value) || double.IsInfinity(value) ? "but must be a finite number"
            : value < parameter.Min ? $"but must be at least {ExprValue.Double(parameter.Min)}"
            : $"but must be at most {ExprValue.Double(parameter.Max)}";
        findings.Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {ExprValue.Double(value)}", bound));
        return false;
    }
}
