using System.Linq;
using System.Text;

namespace Fmt.Graph;

/// <summary>Names in the state_dict.</summary>
internal sealed class StateNames(ExpressionReader expressions, Findings findings)
{
    /// <summary>The name of a member, with the scopes around it. Expressions in braces (<c>"denselayer{i + 1}"</c>) are evaluated in <paramref name="scope"/>.</summary>
    public string Of(MemberInstance member, ClassInstance scope)
    {
        var given = member.Declaration.Layers[0]["Name"];
        var own = given.Kind == ConstantKind.Text
            ? FillHoles(given.Text, scope, member.Key().At("Name"))
            : char.ToLowerInvariant(member.Declaration.Name[0]) + member.Declaration.Name.Substring(1);
        return Join(member.Scope.Name, own);
    }

    /// <summary>The name of one use of a block: numbered in a repeat, unless an expression in the name numbers it.</summary>
    public string OfUse(MemberInstance member, ClassInstance scope, int? index)
    {
        var name = Of(member, scope);
        return index is { } i && !HasHoles(member.Declaration.Layers[0]["Name"]) ? Join(name, CSharp.Of(i)) : name;
    }

    /// <summary>A name inside a scope; either may be empty.</summary>
    public static string Join(string scope, string name) => scope.Length == 0 ? name : name.Length == 0 ? scope : scope + "." + name;

    private static bool HasHoles(Constant name) => name.Kind == ConstantKind.Text && name.Text.Replace("{{", "").Contains('{');

    /// <summary>Evaluates what stands in braces; a doubled brace is a brace.</summary>
    private string FillHoles(string text, ClassInstance scope, ProblemKey key)
    {
        var name = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            var c = text[at];
            var doubled = c is '{' or '}' && at + 1 < text.Length && text[at + 1] == c;
            if (doubled || c != '{')
            {
                name.Append(c);
                if (doubled) at++;
                continue;
            }

            var close = text.IndexOf('}', at);
            if (close < 0)
            {
                findings.Report(Problem.Of(ProblemKind.BadExpression, key with { Start = at, Length = text.Length - at }, text, "'{' has no '}'"));
                return text.Substring(0, at);
            }

            name.Append(ReadHole(text, at, close, scope, key));
            at = close;
        }

        return name.ToString();
    }

    private ExprValue ReadHole(string text, int open, int close, ClassInstance scope, ProblemKey key)
    {
        // Blanks before the expression keep its places those of the whole text.
        var value = expressions.Evaluate(new string(' ', open + 1) + text.Substring(open + 1, close - open - 1), scope, key);
        if (!value.IsUnknown && value.Type != ExprType.Int)
            findings.Report(Problem.Of(ProblemKind.BadExpression, key with { Start = open, Length = close - open + 1 }, text, $"a whole number is expected, this is {value}"));
        return value;
    }
}
