using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.CodeFixes;

/// <summary>
/// Puts the right name of a layer where an attribute has one that nothing is called by (<c>[Relu6]</c>). The compiler's own error hides all others in a declaration,
/// so this is the only help there can be.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LayerNameFix)), Shared]
public sealed class LayerNameFix : TextFix
{
    private static readonly string[] Names = [.. LayerCatalog.All.Select(k => k.Name), KnownNames.Use, KnownNames.Repeat, "Parameter", "Network", "Block"];

    /// <summary>The type or namespace name could not be found.</summary>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["CS0246"];

    /// <inheritdoc/>
    protected override bool NeedsValue => false;

    /// <inheritdoc/>
    protected override string Title(string value) => "Use the layer's name";

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value)
    {
        if (root.FindNode(place).FirstAncestorOrSelf<AttributeSyntax>() is not { Name: SimpleNameSyntax name } attribute || !name.Span.Contains(place)) return [];
        if (!IsInDeclaration(attribute)) return [];
        var written = name.Identifier.ValueText;
        var meant = Names.FirstOrDefault(n => string.Equals(n, written, System.StringComparison.OrdinalIgnoreCase)) ?? Nearest.To(written, Names);
        return meant is null || meant == written ? [] : [new TextChange(name.Identifier.Span, meant)];
    }

    /// <summary>A misspelt attribute of anything else is not ours to mend.</summary>
    private static bool IsInDeclaration(AttributeSyntax attribute) =>
        attribute.Ancestors().OfType<TypeDeclarationSyntax>().FirstOrDefault()?.AttributeLists
            .SelectMany(l => l.Attributes)
            .Any(a => a.Name.ToString() is "Network" or "Block" or "Fmt.Network" or "Fmt.Block" or "NetworkAttribute" or "BlockAttribute") == true;
}
