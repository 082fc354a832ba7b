using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.Analyzers;

/// <summary>Places inside string literals.</summary>
internal static class LiteralText
{
    /// <summary>The characters of an argument's text; the whole argument where they do not stand in the source one to one (escapes, interpolation, a constant).</summary>
    /// <param name="start">First character; -1 for the whole argument.</param>
    public static Place Find(ExpressionSyntax expression, int start, int length)
    {
        if (start < 0 || IsNameOf(expression)) return new Place(expression.GetLocation(), true);
        var whole = new Place(expression.GetLocation(), false);
        if (expression is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal) return whole;
        var (text, value) = (literal.Token.Text, literal.Token.ValueText);
        var prefix = text.TakeWhile(c => c is '@' or '"').Count();
        var plain = value.Length > 0
            && string.CompareOrdinal(text, prefix, value, 0, value.Length) == 0
            && text.Skip(prefix + value.Length).All(c => c == '"');
        if (!plain || length < 1 || start + length > value.Length) return whole;
        return new Place(Location.Create(literal.SyntaxTree, new TextSpan(literal.Token.SpanStart + prefix + start, length)), true);
    }

    public static bool IsNameOf(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };
}
