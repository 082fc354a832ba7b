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

/// <summary>Takes the setter out of a layer's property (FMT1021).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveSetterFix)), Shared]
public sealed class RemoveSetterFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.LayerHasSetter.Id];

    /// <inheritdoc/>
    protected override bool NeedsValue => false;

    /// <inheritdoc/>
    protected override string Title(string value) => "Remove the setter";

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value)
    {
        if (root.FindToken(place.Start).Parent?.FirstAncestorOrSelf<PropertyDeclarationSyntax>()?.AccessorList is not { } list) return [];
        // Without a getter there is nothing that could stay.
        if (!list.Accessors.Any(a => a.IsKind(SyntaxKind.GetAccessorDeclaration))) return [];
        return list.Accessors.Where(a => !a.IsKind(SyntaxKind.GetAccessorDeclaration)).Select(a => new TextChange(a.FullSpan, ""));
    }
}
