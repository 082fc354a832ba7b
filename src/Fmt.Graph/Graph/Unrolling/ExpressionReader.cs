namespace Fmt.Graph;

/// <summary>Evaluates expressions at their place in a declaration; what is wrong is reported there, and nothing is known then.</summary>
internal sealed class ExpressionReader(ExpressionScope names, Findings findings)
{
    /// <summary>A constant, or an expression's value.</summary>
    public ExprValue Read(Constant given, ClassInstance scope, ProblemKey key) =>
        given.Kind == ConstantKind.Text ? Evaluate(given.Text, scope, key) : ExprValue.Of(given);

    /// <summary>The value of an expression's text.</summary>
    public ExprValue Evaluate(string text, ClassInstance scope, ProblemKey key)
    {
        var expr = ExprParser.Parse(text, out var error);
        if (expr is not null) return Evaluate(expr, text, scope, key);
        findings.Report(Problem.Of(ProblemKind.BadExpression, key with { Start = error!.Start, Length = error.Length }, text.Trim(), error.Message));
        return ExprValue.Unknown;
    }

    /// <summary>The value of an expression that is a part of <paramref name="text"/>.</summary>
    public ExprValue Evaluate(Expr expr, string text, ClassInstance scope, ProblemKey key)
    {
        var value = ExprEvaluator.Evaluate(expr, (Expr.Name name, out ExprError? e) => names.LookUp(name, scope, out e), out var error);
        if (error is null) return value;
        var at = key with { Start = error.Start, Length = error.Length };
        if (error.UnknownName)
            findings.Report(Problem.Of(ProblemKind.UnknownName, at, error.Message, "name", error.Advice ?? Nearest.Suggestion(error.Nearest)) with { Fix = error.Nearest });
        else
            findings.Report(Problem.Of(ProblemKind.BadExpression, at, text.Trim(), error.Message));
        return ExprValue.Unknown;
    }

    /// <summary>Whether a member or a layer exists here by its condition; null where that is not known (a block by itself).</summary>
    public bool? IsTrue(string argument, MemberInstance member, int index)
    {
        if (member.Declaration.Layers[index][argument] is not { Kind: ConstantKind.Text } condition) return true;
        var key = member.Key(index).At(argument);
        var value = Evaluate(condition.Text, member.Scope, key);
        if (value.IsNumber) findings.Report(Problem.Of(ProblemKind.BadExpression, key, condition.Text, "a condition is expected, this is a number"));
        return value.Type == ExprType.Bool ? value.IsTrue : null;
    }
}
