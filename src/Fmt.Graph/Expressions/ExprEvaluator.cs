using System;
using System.Linq;

namespace Fmt.Graph;

/// <summary>Evaluates expressions. Whole numbers divide as in C#: towards zero.</summary>
internal static class ExprEvaluator
{
    public static ExprValue Evaluate(Expr expr, NameLookup lookup, out ExprError? error)
    {
        // Every name is checked, also in branches that are not taken, as a compiler would.
        foreach (var name in expr.Names())
        {
            lookup(name, out error);
            if (error is not null) return ExprValue.Unknown;
        }

        ExprError? found = null;
        var value = Visit(expr, lookup, ref found);
        error = found;
        return found is null ? value : ExprValue.Unknown;
    }

    private static ExprValue Visit(Expr expr, NameLookup lookup, ref ExprError? error)
    {
        switch (expr)
        {
            case Expr.Literal literal:
                return literal.Value;
            case Expr.Name name:
                var value = lookup(name, out var failed);
                error ??= failed;
                return value;
            case Expr.Unary unary:
                return VisitUnary(unary, Visit(unary.Operand, lookup, ref error), ref error);
            case Expr.Binary binary:
                return VisitBinary(binary, Visit(binary.Left, lookup, ref error), Visit(binary.Right, lookup, ref error), ref error);
            case Expr.Conditional conditional:
                var test = Visit(conditional.Test, lookup, ref error);
                if (test.IsUnknown) return ExprValue.Unknown;
                if (test.Type != ExprType.Bool) return Fail(conditional.Test, "a condition is expected before '?'", ref error);
                return Visit(test.IsTrue ? conditional.Then : conditional.Else, lookup, ref error);
            case Expr.Call call:
                var arguments = new ExprValue[call.Arguments.Count];
                for (var i = 0; i < arguments.Length; i++) arguments[i] = Visit(call.Arguments[i].Value, lookup, ref error);
                return VisitCall(call, arguments, ref error);
            default:
                return ExprValue.Unknown;
        }
    }

    private static ExprValue VisitUnary(Expr.Unary unary, ExprValue operand, ref ExprError? error)
    {
        if (operand.IsUnknown) return operand;
        if (unary.Operator == "!")
            return operand.Type == ExprType.Bool ? ExprValue.Bool(!operand.IsTrue) : Fail(unary, "'!' needs a condition", ref error);
        return operand.IsNumber ? operand with { Number = -operand.Number } : Fail(unary, "'-' needs a number", ref error);
    }

    private static ExprValue VisitBinary(Expr.Binary binary, ExprValue left, ExprValue right, ref ExprError? error)
    {
        if (binary.Operator is "&&" or "||")
        {
            // An unknown side does not matter where the other decides.
            var decides = binary.Operator == "||";
            if ((left.Type == ExprType.Bool && left.IsTrue == decides) || (right.Type == ExprType.Bool && right.IsTrue == decides)) return ExprValue.Bool(decides);
            if (left.IsUnknown || right.IsUnknown) return ExprValue.Unknown;
            if (left.Type != ExprType.Bool || right.Type != ExprType.Bool) return Fail(binary, $"'{binary.Operator}' needs two conditions", ref error);
            return ExprValue.Bool(!decides);
        }

        if (left.IsUnknown || right.IsUnknown) return ExprValue.Unknown;
        if (binary.Operator is "==" or "!=")
        {
            if (left.IsNumber != right.IsNumber) return Fail(binary, "a number is compared with a condition", ref error);
            return ExprValue.Bool((left.Number == right.Number) == (binary.Operator == "=="));
        }

        if (!left.IsNumber || !right.IsNumber) return Fail(binary, $"'{binary.Operator}' needs two numbers", ref error);
        var (l, r) = (left.Number, right.Number);
        switch (binary.Operator)
        {
            case "<": return ExprValue.Bool(l < r);
            case ">": return ExprValue.Bool(l > r);
            case "<=": return ExprValue.Bool(l <= r);
            case ">=": return ExprValue.Bool(l >= r);
        }

        var whole = left.Type == ExprType.Int && right.Type == ExprType.Int;
        if (binary.Operator is "/" or "%" && r == 0) return Fail(binary, "division by zero", ref error);
        var result = binary.Operator switch
        {
            "+" => l + r,
            "-" => l - r,
            "*" => l * r,
            "/" => whole ? Math.Truncate(l / r) : l / r,
            _ => l % r,
        };
        return Checked(binary, result, whole, ref error);
    }

    private static ExprValue VisitCall(Expr.Call call, ExprValue[] a, ref ExprError? error)
    {
        var arity = call.Function switch { "min" or "max" or "makeDivisible" => 2, "round" or "floor" or "ceil" => 1, _ => 0 };
        if (arity == 0)
        {
            error ??= new ExprError(call.Start, call.Function.Length, $"there is no function '{call.Function}' (min, max, round, floor, ceil, makeDivisible)");
            return ExprValue.Unknown;
        }

        if (a.Length != arity) return Fail(call, $"'{call.Function}' takes {arity} argument{(arity == 1 ? "" : "s")}", ref error);
        if (a.Any(v => v.IsUnknown)) return ExprValue.Unknown;
        if (!a.All(v => v.IsNumber)) return Fail(call, $"'{call.Function}' takes numbers", ref error);
        var whole = a.All(v => v.Type == ExprType.Int);
        switch (call.Function)
        {
            case "min": return Checked(call, Math.Min(a[0].Number, a[1].Number), whole, ref error);
            case "max": return Checked(call, Math.Max(a[0].Number, a[1].Number), whole, ref error);
            // Ties to even, as Python's round: widths of published networks are computed with it.
            case "round": return Checked(call, Math.Round(a[0].Number, MidpointRounding.ToEven), true, ref error);
            case "floor": return Checked(call, Math.Floor(a[0].Number), true, ref error);
            case "ceil": return Checked(call, Math.Ceiling(a[0].Number), true, ref error);
            default:
                if (a[1].Number < 1 || a[1].Type != ExprType.Int) return Fail(call, "the divisor must be a whole number of at least 1", ref error);
                return Checked(call, MakeDivisible(a[0].Number, a[1].Number), true, ref error);
        }
    }

    /// <summary>The nearest multiple of the divisor that is not below 90 % of the value, as MobileNet's reference code rounds widths.</summary>
    private static double MakeDivisible(double value, double divisor)
    {
        var rounded = Math.Max(divisor, Math.Floor((value + divisor / 2) / divisor) * divisor);
        return rounded < 0.9 * value ? rounded + divisor : rounded;
    }

    private static ExprValue Checked(Expr where, double value, bool whole, ref ExprError? error)
    {
        var fits = whole ? Math.Abs(value) <= int.MaxValue : !double.IsInfinity(value) && !double.IsNaN(value);
        if (!fits) return Fail(where, "the number is too large", ref error);
        return whole ? ExprValue.Int(value) : ExprValue.Double(value);
    }

    private static ExprValue Fail(Expr where, string message, ref ExprError? error)
    {
        error ??= new ExprError(where.Start, where.End - where.Start, message);
        return ExprValue.Unknown;
    }
}
