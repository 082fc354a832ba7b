using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A parsed expression; every part knows its characters in the source text.</summary>
internal abstract record Expr(int Start, int End)
{
    internal sealed record Literal(int Start, int End, ExprValue Value) : Expr(Start, End);

    /// <summary>A name or path: <c>Width</c>, <c>input.Channels</c>, <c>Layer1[0].Conv1.Height</c>.</summary>
    internal sealed record Name(int Start, int End, string Text) : Expr(Start, End);

    internal sealed record Unary(int Start, int End, string Operator, Expr Operand) : Expr(Start, End);

    internal sealed record Binary(int Start, int End, string Operator, Expr Left, Expr Right) : Expr(Start, End);

    internal sealed record Conditional(int Start, int End, Expr Test, Expr Then, Expr Else) : Expr(Start, End);

    internal sealed record Call(int Start, int End, string Function, EquatableArray<Boxed> Arguments) : Expr(Start, End);

    /// <summary>Lets an abstract record sit in an <see cref="EquatableArray{T}"/>.</summary>
    internal sealed record Boxed(Expr Value);

    /// <summary>All names in it, in every branch, taken or not.</summary>
    public IEnumerable<Name> Names()
    {
        switch (this)
        {
            case Name name:
                yield return name;
                break;
            case Unary unary:
                foreach (var n in unary.Operand.Names()) yield return n;
                break;
            case Binary binary:
                foreach (var n in binary.Left.Names()) yield return n;
                foreach (var n in binary.Right.Names()) yield return n;
                break;
            case Conditional conditional:
                foreach (var n in conditional.Test.Names()) yield return n;
                foreach (var n in conditional.Then.Names()) yield return n;
                foreach (var n in conditional.Else.Names()) yield return n;
                break;
            case Call call:
                foreach (var argument in call.Arguments)
                    foreach (var n in argument.Value.Names()) yield return n;
                break;
        }
    }
}
