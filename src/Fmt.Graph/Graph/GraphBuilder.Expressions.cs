using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

internal sealed partial class GraphBuilder
{
    private static readonly string[] ShapeParts = ["Channels", "Height", "Width", "Features"];

    private LayerArguments? ReadArguments(LayerKind kind, LayerDeclaration layer, MemberInstance member, ProblemKey key)
    {
        var values = new Dictionary<string, object?>();
        var complete = true;
        foreach (var parameter in kind.Parameters)
        {
            var given = layer[parameter.Name];
            if (parameter.Kind == ParameterKind.Members) continue;
            if (!given.IsGiven)
            {
                values[parameter.Name] = parameter.Default;
                // A required argument that is missing, or no constant yet, is the compiler's own error.
                if (parameter.Default is not null || parameter.Optional) continue;
                complete = false;
                if (given.Kind == ConstantKind.Null) Report(Problem.Of(ProblemKind.BadArgument, key.At(parameter.Name), $"{parameter.Name} is null", $"but must be {Wanted(parameter.Kind)}"));
                continue;
            }

            var value = ReadArgument(parameter, given, member.Scope, key.At(parameter.Name));
            values[parameter.Name] = value;
            complete &= value is not null;
        }

        return complete ? new LayerArguments(values) : null;
    }

    private object? ReadArgument(Parameter parameter, Constant given, ClassInstance scope, ProblemKey key)
    {
        if (given.Kind is ConstantKind.Unfit or ConstantKind.Texts)
        {
            Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {(given.Kind == ConstantKind.Texts ? "a list" : given.Items[0])}", $"but must be {Wanted(parameter.Kind)}"));
            return null;
        }

        switch (parameter.Kind)
        {
            case ParameterKind.Text:
                if (given.Kind != ConstantKind.Text) return null;
                if (parameter.Choices is null || parameter.Choices.Contains(given.Text)) return given.Text;
                ReportUnknownName(given.Text, key, parameter.Choices, $"value of {parameter.Name}");
                return null;
            case ParameterKind.Shape:
                var shape = given.Kind == ConstantKind.Text ? Shape.Parse(given.Text) : null;
                if (shape is null && given.Kind == ConstantKind.Text) Report(Problem.Of(ProblemKind.BadShapeText, key, given.Text, "CxHxW or F"));
                return shape;
            case ParameterKind.Size when given.Kind == ConstantKind.Text && Size.Parse(given.Text) is { } pair:
                return InRange(parameter, pair.H, key) && InRange(parameter, pair.W, key) ? pair : null;
            case ParameterKind.Size when given.Kind == ConstantKind.Text && ExprParser.PairComma(given.Text) is { } comma:
                return ReadPair(parameter, given.Text, comma, scope, key);
            case ParameterKind.Size when parameter.AllowSame && given is { Kind: ConstantKind.Text, Text: "same" }:
                return Size.Same;
        }

        var value = ReadNumber(given, scope, key);
        if (value.IsUnknown) return null;
        switch (parameter.Kind)
        {
            case ParameterKind.Bool:
                if (value.Type == ExprType.Bool) return value.IsTrue;
                break;
            case ParameterKind.Double:
                if (value.IsNumber) return InRange(parameter, value.Number, key) ? value.Number : null;
                break;
            default:
                if (value.Type != ExprType.Int) break;
                if (!InRange(parameter, value.Number, key)) return null;
                var number = (int)value.Number;
                return parameter.Kind == ParameterKind.Size ? new Size(number, number) : number;
        }

        Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {value}", $"but must be {Wanted(parameter.Kind)}"));
        return null;
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
        var numbers = parts.Select(p => ReadArgument(Parameter.Int(parameter.Name) with { Min = parameter.Min, Max = parameter.Max }, Constant.Of(p), scope, key)).ToArray();
        return numbers[0] is int height && numbers[1] is int width ? new Size(height, width) : null;
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
        if (value >= parameter.Min && value <= parameter.Max && !double.IsInfinity(value)) return true;
        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {ExprValue.Double(value)}", "but must be a finite number"));
            return false;
        }

        var bound = value < parameter.Min ? $"but must be at least {ExprValue.Double(parameter.Min)}" : $"but must be at most {ExprValue.Double(parameter.Max)}";
        Report(Problem.Of(ProblemKind.BadArgument, key, $"{parameter.Name} is {ExprValue.Double(value)}", bound));
        return false;
    }

    private ExprValue ReadNumber(Constant given, ClassInstance scope, ProblemKey key) =>
        given.Kind == ConstantKind.Text ? Evaluate(given.Text, scope, key) : Convert(given);

    private static ExprValue Convert(Constant constant) => constant.Kind switch
    {
        ConstantKind.Int => ExprValue.Int(constant.Number),
        ConstantKind.Double => ExprValue.Double(constant.Number),
        ConstantKind.Bool => ExprValue.Bool(constant.Number != 0),
        _ => ExprValue.Unknown,
    };

    private ExprValue Evaluate(string text, ClassInstance scope, ProblemKey key)
    {
        var expr = ExprParser.Parse(text, out var error);
        if (expr is not null) return Evaluate(expr, text, scope, key);
        Report(Problem.Of(ProblemKind.BadExpression, key with { Start = error!.Start, Length = error.Length }, text, error.Message));
        return ExprValue.Unknown;
    }

    private ExprValue Evaluate(Expr expr, string text, ClassInstance scope, ProblemKey key)
    {
        var value = ExprEvaluator.Evaluate(expr, (Expr.Name name, out ExprError? e) => LookUp(name, scope, out e), out var error);
        if (error is null) return value;
        var at = key with { Start = error.Start, Length = error.Length };
        if (error.UnknownName)
            Report(Problem.Of(ProblemKind.UnknownName, at, error.Message, "name", Suggestion(error.Nearest)) with { Fix = error.Nearest });
        else
            Report(Problem.Of(ProblemKind.BadExpression, at, text, error.Message));
        return ExprValue.Unknown;
    }

    private static string Suggestion(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";

    private void ReportUnknownName(string name, ProblemKey key, IEnumerable<string> candidates, string what)
    {
        var nearest = Nearest.To(name, candidates);
        Report(Problem.Of(ProblemKind.UnknownName, key, name, what, Suggestion(nearest)) with { Fix = nearest });
    }

    /// <summary>A name of an expression: a parameter, <c>Classes</c>, a shape's part, or a member (true where it exists).</summary>
    private ExprValue LookUp(Expr.Name name, ClassInstance scope, out ExprError? error)
    {
        error = null;
        if (scope.Variables.TryGetValue(name.Text, out var value)) return value;
        if (name.Text == "Classes") return _declaration.Classes > 0 ? ExprValue.Int(_declaration.Classes) : ExprValue.Unknown;
        var dot = name.Text.LastIndexOf('.');
        if (dot > 0 && ShapeParts.Contains(name.Text.Substring(dot + 1))) return ShapePart(name, dot, scope, out error);
        var member = FindMember(name.Text, scope, out _, out _);
        if (member is not null)
        {
            Resolve(member);
            return member.Present is { } present ? ExprValue.Bool(present) : ExprValue.Unknown;
        }

        var candidates = scope.Variables.Keys
            .Concat(scope.Members.Where(m => m.Declaration.Layers.Count > 0).Select(m => m.Declaration.Name))
            .Concat(["Classes", "input.Channels", "input.Height", "input.Width"]);
        error = new ExprError(name.Start, name.Text.Length, name.Text, UnknownName: true, Nearest.To(name.Text, candidates));
        return ExprValue.Unknown;
    }

    private ExprValue ShapePart(Expr.Name name, int dot, ClassInstance scope, out ExprError? error)
    {
        error = null;
        var (path, part) = (name.Text.Substring(0, dot), name.Text.Substring(dot + 1));
        Value value;
        if (path == KnownNames.Input)
        {
            value = scope.Input;
        }
        else if (FindMember(path, scope, out var node, out _) is { } member)
        {
            value = Resolve(member);
            if (node is { } n) value = n;
        }
        else
        {
            var names = scope.Members.Select(m => m.Declaration.Name).Concat([KnownNames.Input]);
            error = new ExprError(name.Start, path.Length, path, UnknownName: true, Nearest.To(path, names));
            return ExprValue.Unknown;
        }

        if (value.IsUnknown) return ExprValue.Unknown;
        var shape = _nodes[value.Node].Output;
        if (part == "Features") return ExprValue.Int(shape.Elements);
        if (part == "Channels") return ExprValue.Int(shape.Channels);
        if (!shape.IsVector) return ExprValue.Int(part == "Height" ? shape.Height : shape.Width);
        error = new ExprError(name.Start, name.Text.Length, $"'{path}' is a vector of {shape} and has no {part}");
        return ExprValue.Unknown;
    }

    /// <summary>The value of the member that a path names; a problem where there is none.</summary>
    private Value ReadPath(string text, ClassInstance scope, ProblemKey key)
    {
        if (text == KnownNames.Input) return scope.Input;
        var member = FindMember(text, scope, out var node, out var unknown);
        if (member is not null)
        {
            var value = Resolve(member);
            return node ?? value;
        }

        var candidates = (unknown?.Scope ?? scope).Members.Where(m => m.Declaration.Layers.Count > 0).Select(m => m.Declaration.Name);
        var nearest = Nearest.To(unknown?.Name ?? text, candidates.Concat([KnownNames.Input]));
        var at = unknown is { } u ? key with { Start = u.Start, Length = u.Name.Length } : key;
        Report(Problem.Of(ProblemKind.UnknownMember, at, unknown?.Name ?? text, (unknown?.Scope ?? scope).Declaration.Name, Suggestion(nearest)) with { Fix = nearest });
        return Value.Unknown;
    }

    /// <summary>The member that a path names, and the node where the path goes on into a sequence or a block.</summary>
    private MemberInstance? FindMember(string text, ClassInstance scope, out Value? node, out UnknownStep? unknown)
    {
        node = null;
        unknown = null;
        if (MemberPath.Parse(text) is not { } steps) return null;
        MemberInstance? member = null;
        for (var i = 0; i < steps.Count; i++)
        {
            var step = steps[i];
            member = scope.Find(step.Name);
            if (member is null || member.Declaration.Layers.Count == 0)
            {
                unknown = new UnknownStep(step.Name, step.Start, scope);
                return null;
            }

            if (step.Index is null && i == steps.Count - 1) return member;
            Resolve(member);
            var index = step.Index ?? 0;
            var indexed = member.IsSequence || member.Declaration.Layers[0].Kind == KnownNames.Repeat;
            if (member.Blocks.Count > 0 && index < member.Blocks.Count && indexed == step.Index is not null)
            {
                scope = member.Blocks[index];
                if (i < steps.Count - 1) continue;
                node = scope.Members.LastOrDefault(m => m.Declaration.Layers.Count > 0)?.Value ?? Value.Unknown;
                return member;
            }

            if (member.IsSequence && step.Index is not null && index < member.Nodes.Count && i == steps.Count - 1)
            {
                node = new Value(member.Nodes[index]);
                return member;
            }

            // A step into something that is itself unknown stays silent.
            if (member.Value.IsUnknown) node = Value.Unknown;
            if (node is not null) return member;
            unknown = new UnknownStep(text, 0, scope);
            return null;
        }

        return member;
    }

    private sealed record UnknownStep(string Name, int Start, ClassInstance Scope);
}
