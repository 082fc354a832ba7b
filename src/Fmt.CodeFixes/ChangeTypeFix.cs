using System.Collections.Immutable;
using System.Composition;
using System.Threading.Tasks;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace Fmt.CodeFixes;

/// <summary>Gives a member the type that its layer has (FMT1006), as short as the usings allow.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ChangeTypeFix)), Shared]
public sealed class ChangeTypeFix : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.WrongMemberType.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            if (TextFix.ValueOf(diagnostic) is not { } value) continue;
            if (root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { } property) continue;
            var type = SyntaxFactory.ParseTypeName(value).WithTriviaFrom(property.Type).WithAdditionalAnnotations(Simplifier.Annotation);
            context.RegisterCodeFix(
                CodeAction.Create("Change the type", _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceNode(property.Type, type))), nameof(ChangeTypeFix)),
                diagnostic);
        }
    }
}
