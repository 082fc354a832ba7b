using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.CodeFixes;

/// <summary>Puts a <c>[Flatten]</c> before a linear layer that reads maps (FMT2005): a member, or one more layer of a sequence. It reads what the linear layer read.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertFlattenFix)), Shared]
public sealed class InsertFlattenFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.LinearOnMap.Id];

    /// <inheritdoc/>
    protected override string Title(string value) => "Insert [Flatten]";

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value)
    {
        var attribute = root.FindToken(place.Start).Parent?.FirstAncestorOrSelf<AttributeSyntax>();
        if (attribute?.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property) yield break;
        var type = property.Type is NullableTypeSyntax nullable ? nullable.ElementType : property.Type;
        var isSequence = type is SimpleNameSyntax { Identifier.ValueText: "Sequence" } or QualifiedNameSyntax { Right.Identifier.ValueText: "Sequence" };
        // In a sequence the new layer may be the first, on which all stands that belongs to the whole.
        var moved = attribute.ArgumentList?.Arguments.Where(a => a.NameEquals?.Name.Identifier.ValueText is { } name && (name == "From" || (isSequence && name is "When" or "Else" or "Name"))).ToList() ?? [];
        var prefix = attribute.Name is QualifiedNameSyntax qualified ? qualified.Left + "." : "";
        var flatten = prefix + "Flatten" + (moved.Count == 0 ? "" : $"({string.Join(", ", moved)})");
        if (isSequence)
            yield return new TextChange(new TextSpan(attribute.SpanStart, 0), flatten + ", ");
        else
            yield return InsertMember(property, $"[{flatten}] {property.Modifiers} {prefix}Activation {value} {{ get; }}");
        foreach (var argument in moved) yield return AttributeText.Remove(attribute, argument);
    }

    /// <summary>A line before the property, and before its comment.</summary>
    private static TextChange InsertMember(PropertyDeclarationSyntax property, string member)
    {
        var trivia = property.GetLeadingTrivia();
        var comment = trivia.FirstOrDefault(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || t.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia));
        var start = comment.RawKind == 0 ? property.SpanStart : comment.FullSpan.Start;
        var indent = trivia.LastOrDefault(t => t.IsKind(SyntaxKind.WhitespaceTrivia));
        var newLine = property.SyntaxTree.GetText().ToString().Contains("\r\n") ? "\r\n" : "\n";
        return new TextChange(new TextSpan(start, 0), member + newLine + (indent.RawKind == 0 ? "" : indent.ToString()));
    }
}
