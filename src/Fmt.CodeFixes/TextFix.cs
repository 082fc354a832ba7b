using System.Collections.Generic;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Fmt.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.CodeFixes;

/// <summary>A fix that changes a few characters. What it writes was worked out by the analyzer; a fix computes nothing.</summary>
public abstract class TextFix : CodeFixProvider
{
    /// <summary>What the light bulb says.</summary>
    /// <param name="value">The value that the analyzer gives; empty where it gives none.</param>
    protected abstract string Title(string value);

    /// <summary>Whether the fix needs a value of the analyzer.</summary>
    protected virtual bool NeedsValue => true;

    /// <summary>The changes; empty where the fix does not apply.</summary>
    protected abstract IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root) return;
        foreach (var diagnostic in context.Diagnostics)
        {
            var value = ValueOf(diagnostic);
            if (value is null && NeedsValue) continue;
            var changes = Change(root, diagnostic.Location.SourceSpan, value ?? "").ToImmutableArray();
            if (changes.IsEmpty) continue;
            context.RegisterCodeFix(
                CodeAction.Create(Title(value ?? ""), token => ApplyAsync(context.Document, changes, token), GetType().Name),
                diagnostic);
        }
    }

    /// <summary>The value that the analyzer worked out for the place; null where there is none.</summary>
    internal static string? ValueOf(Diagnostic diagnostic) => diagnostic.Properties.TryGetValue(DeclarationAnalyzer.FixProperty, out var value) ? value : null;

    private static async Task<Document> ApplyAsync(Document document, ImmutableArray<TextChange> changes, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes));
    }
}
