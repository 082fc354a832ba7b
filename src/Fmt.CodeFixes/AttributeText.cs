using System;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.CodeFixes;

/// <summary>Changes of an attribute's arguments.</summary>
internal static class AttributeText
{
    /// <summary>The kind of layer that an attribute's name says: the name without namespace and ending.</summary>
    public static string Kind(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right,
            AliasQualifiedNameSyntax alias => alias.Name,
            var other => (SimpleNameSyntax)other,
        };
        var text = name.Identifier.ValueText;
        return text.EndsWith("Attribute", StringComparison.Ordinal) ? text.Substring(0, text.Length - "Attribute".Length) : text;
    }

    /// <summary>One more argument, behind the others.</summary>
    public static TextChange Add(AttributeSyntax attribute, string argument) => attribute.ArgumentList switch
    {
        null => new TextChange(new TextSpan(attribute.Span.End, 0), $"({argument})"),
        { Arguments.Count: 0 } list => new TextChange(new TextSpan(list.OpenParenToken.Span.End, 0), argument),
        { } list => new TextChange(new TextSpan(list.Arguments[list.Arguments.Count - 1].Span.End, 0), ", " + argument),
    };

    /// <summary>An argument less, with the comma that separates it; the parentheses go with the last one.</summary>
    public static TextChange Remove(AttributeSyntax attribute, AttributeArgumentSyntax argument)
    {
        var list = attribute.ArgumentList!;
        var index = list.Arguments.IndexOf(argument);
        var span = index > 0 ? TextSpan.FromBounds(list.Arguments[index - 1].Span.End, argument.Span.End)
            : list.Arguments.Count > 1 ? TextSpan.FromBounds(argument.SpanStart, list.Arguments[1].SpanStart)
            : list.Span;
        return new TextChange(span, "");
    }
}
