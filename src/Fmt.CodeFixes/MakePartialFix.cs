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

/// <summary>Makes a class (FMT1001) or a property (FMT1002) partial; a property loses its body, which the generator writes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakePartialFix)), Shared]
public sealed class MakePartialFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.ClassNotPartial.Id, DiagnosticDescriptors.MemberNotPartial.Id];

    /// <inheritdoc/>
    protected override bool NeedsValue => false;

    /// <inheritdoc/>
    protected override string Title(string value) => "Make partial";

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value)
    {
        var node = root.FindToken(place.Start).Parent;
        return node is PropertyDeclarationSyntax property ? ChangeProperty(property) : ChangeClasses(node);
    }

    /// <summary>The class, and the classes around it: all must be partial.</summary>
    private static IEnumerable<TextChange> ChangeClasses(SyntaxNode? node) => node is null ? [] : node.AncestorsAndSelf()
        .OfType<TypeDeclarationSyntax>()
        .Where(t => !IsPartial(t.Modifiers))
        .Select(t => Insert(t.Keyword))
        .OrderBy(c => c.Span.Start);

    private static IEnumerable<TextChange> ChangeProperty(PropertyDeclarationSyntax property)
    {
        // A partial one is implemented by the user elsewhere; which of the two to drop is not ours to choose.
        if (IsPartial(property.Modifiers)) yield break;
        yield return Insert(property.Type.GetFirstToken());
        // A setter would be the next error: layers are not replaced.
        yield return new TextChange(TextSpan.FromBounds(property.Identifier.Span.End, property.Span.End), " { get; }");
    }

    private static bool IsPartial(SyntaxTokenList modifiers) => modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword));

    private static TextChange Insert(SyntaxToken before) => new(new TextSpan(before.SpanStart, 0), "partial ");
}
