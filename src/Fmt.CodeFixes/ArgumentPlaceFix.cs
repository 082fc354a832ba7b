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

/// <summary>Brings an argument of a sequence to its place (FMT1019): under another name, to the first layer, or away. The value is the name it gets; its own where it moves, none where it goes.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArgumentPlaceFix)), Shared]
public sealed class ArgumentPlaceFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.MisplacedArgument.Id];

    /// <inheritdoc/>
    protected override string Title(string value) => value switch
    {
        "" => "Remove",
        "When" or "LayerWhen" => $"Change to '{value}'",
        _ => "Move to the first layer",
    };

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value)
    {
        var argument = root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeArgumentSyntax>();
        if (argument is not { NameEquals: { } name, Parent.Parent: AttributeSyntax attribute }) return [];
        if (value.Length == 0) return [AttributeText.Remove(attribute, argument)];
        if (value != name.Name.Identifier.ValueText) return [new TextChange(name.Name.Span, value)];
        return FirstLayer(attribute) is { } first ? [AttributeText.Add(first, argument.ToString()), AttributeText.Remove(attribute, argument)] : [];
    }

    private static AttributeSyntax? FirstLayer(AttributeSyntax attribute) =>
        attribute.FirstAncestorOrSelf<PropertyDeclarationSyntax>()?.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(a => LayerCatalog.Find(AttributeText.Kind(a)) is not null);
}
