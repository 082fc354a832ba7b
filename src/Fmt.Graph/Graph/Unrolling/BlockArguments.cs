using System.Collections.Generic;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Reads how often a block is used, and with which parameters.</summary>
internal sealed class BlockArguments(ExpressionReader expressions, Findings findings)
{
    /// <summary>The number of uses in a repeat; null where it is wrong or not known.</summary>
    public int? ReadCount(LayerDeclaration layer, ClassInstance scope, ProblemKey key)
    {
        var at = key.At("Count");
        if (layer["Count"] is { Kind: ConstantKind.Null or ConstantKind.Unfit } odd)
            findings.Report(Problem.Of(ProblemKind.BadArgument, at, $"Count is {(odd.Kind == ConstantKind.Null ? "null" : odd.Items[0])}", $"but must be a whole number from 0 to {Limits.Nodes}"));
        var value = expressions.Read(layer["Count"], scope, at);
        if (value.IsUnknown) return null;
        if (value.Type == ExprType.Int && value.Number is >= 0 and <= Limits.Nodes) return (int)value.Number;
        findings.Report(Problem.Of(ProblemKind.BadArgument, at, $"Count {value}", $"but must be a whole number from 0 to {Limits.Nodes}"));
        return null;
    }

    /// <summary>The parameters of a block use; not complete where they are wrong (then none is missing: one fault, one report).</summary>
    public Assignments ReadAssignments(LayerDeclaration layer, ClassDeclaration block, ProblemKey key)
    {
        var given = layer["Parameters"];
        var at = key.At("Parameters");
        var list = ExprParser.ParseAssignments(given.Text, out var error);
        if (error is not null) findings.Report(Problem.Of(ProblemKind.BadExpression, at with { Start = error.Start, Length = error.Length }, given.Text, error.Message));
        var complete = error is null && given.Kind is (ConstantKind.Text or ConstantKind.Null);
        var names = block.Members.Where(m => m.Parameter is not null).Select(m => m.Name).ToList();
        foreach (var (name, start, _) in list.Where(a => !names.Contains(a.Name)))
        {
            complete = false;
            findings.ReportUnknownName(name, at with { Start = start, Length = name.Length }, names, $"parameter of block '{block.Name}'");
        }

        var seen = new HashSet<string>();
        foreach (var (name, start, _) in list.Where(a => !seen.Add(a.Name)).Take(1))
            findings.Report(Problem.Of(ProblemKind.BadExpression, at with { Start = start, Length = name.Length }, given.Text, $"'{name}' is given twice"));
        return new Assignments(list, given.Text, complete);
    }

    /// <summary>The values of a block's parameters at one use.</summary>
    public Dictionary<string, ExprValue> Bind(ClassDeclaration block, Assignments assignments, ClassInstance scope, ProblemKey key)
    {
        var at = key.At("Parameters");
        var variables = new Dictionary<string, ExprValue>();
        foreach (var parameter in block.Members.Where(m => m.Parameter is not null))
        {
            var given = assignments.List.FirstOrDefault(a => a.Name == parameter.Name).Value;
            if (given is not null)
            {
                var value = expressions.Evaluate(given, assignments.Text, scope, at);
                variables[parameter.Name] = ParameterFit.Of(value, parameter, at with { Start = given.Start, Length = given.End - given.Start }, assignments.Text, findings);
                continue;
            }

            // A default of the wrong type is reported at the parameter.
            var fallback = ExprValue.Of(parameter.Parameter!.Default);
            if (fallback.IsUnknown && assignments.Complete && ParameterFit.IsType(parameter.Type)) findings.Report(Problem.Of(ProblemKind.MissingParameter, at, block.Name, parameter.Name));
            variables[parameter.Name] = assignments.Complete && ParameterFit.TryFit(fallback, parameter, out var fitted) ? fitted : ExprValue.Unknown;
        }

        return variables;
    }

    /// <summary>What a block use gives as parameters.</summary>
    internal sealed record Assignments(List<(string Name, int Start, Expr Value)> List, string Text, bool Complete);
}
