using System.Globalization;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fmt.Analyzers;

/// <summary>Finds the expression of an attribute's argument by the name that problems use.</summary>
internal static class ArgumentFinder
{
    /// <param name="name">The property's name, for instance <c>Kernel</c>; <c>Inputs#1</c> is the second element of Inputs.</param>
    /// <returns>The expression; null where the argument is not given.</returns>
    public static ExpressionSyntax? Find(AttributeData attribute, AttributeSyntax syntax, string name)
    {
        var mark = name.IndexOf('#');
        var element = mark < 0 ? -1 : int.Parse(name.Substring(mark + 1), NumberStyles.None, CultureInfo.InvariantCulture);
        if (mark >= 0) name = name.Substring(0, mark);

        var parameters = attribute.AttributeConstructor?.Parameters ?? [];
        var arguments = syntax.ArgumentList?.Arguments ?? default;
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.NameEquals is { } equals)
            {
                if (equals.Name.Identifier.ValueText == name) return Element(argument.Expression, element);
                continue;
            }

            var parameter = argument.NameColon is { } colon
                ? parameters.FirstOrDefault(p => p.Name == colon.Name.Identifier.ValueText)
                : parameters.ElementAtOrDefault(i) ?? parameters.LastOrDefault(p => p.IsParams);
            if (parameter is null || AttributeReader.PropertyName(parameter.Name) != name) continue;
            if (element < 0) return argument.Expression;
            // The elements of a params array stand one after another, or together as an array.
            var rest = arguments.Skip(i).TakeWhile(a => a.NameEquals is null).ToList();
            return rest.Count > 1 ? rest.ElementAtOrDefault(element)?.Expression : Element(argument.Expression, element);
        }

        return null;
    }

    private static ExpressionSyntax Element(ExpressionSyntax expression, int element)
    {
        var items = expression switch
        {
            ArrayCreationExpressionSyntax { Initializer: { } initializer } => initializer.Expressions,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            CollectionExpressionSyntax collection => collection.Elements.Select(e => (e as ExpressionElementSyntax)?.Expression),
            _ => null,
        };
        return element < 0 ? expression : items?.ElementAtOrDefault(element) ?? expression;
    }
}
