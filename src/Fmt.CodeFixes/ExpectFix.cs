using System.Collections.Generic;
using System.Collections.Immutable;
using System.Composition;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.CodeFixes;

/// <summary>Takes the inferred shape as the expected one (FMT2007).</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ExpectFix)), Shared]
public sealed class ExpectFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticDescriptors.UnexpectedShape.Id];

    /// <inheritdoc/>
    protected override string Title(string value) => $"Expect {value}";

    /// <inheritdoc/>
    protected override IEnumerable<TextChange> Change(SyntaxNode root, TextSpan place, string value) =>
        [new TextChange(place, SymbolDisplay.FormatLiteral(value, quote: true))];
}
