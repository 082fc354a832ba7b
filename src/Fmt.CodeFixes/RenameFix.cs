using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.CodeFixes;

/// <summary>Puts the nearest name: inside a text, as a whole text, or in <c>nameof</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameFix)), Shared]
public sealed class RenameFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.UnknownMember.Id, DiagnosticDescriptors.UnknownName.Id];

    /// <inheritdoc/>
    protected override string Title(string value) => $"Change to '{value}'";

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value)
    {
        var token = root.FindToken(place.Start);
        // Part of a string literal: the span lies inside its token.
        if (token.Span.Contains(place) && token.Span != place) return [new TextChange(place, value)];
        var named = root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is InvocationExpressionSyntax;
        if (named && value == KnownNames.Input) return [new TextChange(place, "Edge.Input")];
        return [new TextChange(place, named && SyntaxFacts.IsValidIdentifier(value) ? $"nameof({value})" : SymbolDisplay.FormatLiteral(value, quote: true))];
    }
}
