using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Fmt.Analyzers;

/// <summary>Finds calls of <c>DefendWithFmt</c> on modules that are no declared network. The compiler only says that there is no such method; this says how to get it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndeclaredNetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.NotANetwork];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            // Nothing is bound where a method is missing, so there is no operation to look at.
            if (NetworkType.AreKnown(start.Compilation)) start.RegisterSyntaxNodeAction(Analyze, SyntaxKind.InvocationExpression);
        });
    }

    private static void Analyze(SyntaxNodeAnalysisContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        var (name, receiver) = call.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Name, access.Expression),
            MemberBindingExpressionSyntax binding => (binding.Name, call.Ancestors().OfType<ConditionalAccessExpressionSyntax>().FirstOrDefault()?.Expression),
            _ => (null, null),
        };
        if (name?.Identifier.ValueText is not ("DefendWithFmt" or "DefendWithFmtAsync") || receiver is null) return;
        var bound = context.SemanticModel.GetSymbolInfo(call, context.CancellationToken);
        if (bound.Symbol is not null || !bound.CandidateSymbols.IsEmpty) return;
        // A type's name is not an instance: that is another mistake.
        if (context.SemanticModel.GetSymbolInfo(receiver, context.CancellationToken).Symbol is ITypeSymbol) return;
        var type = context.SemanticModel.GetTypeInfo(receiver, context.CancellationToken).Type;
        if (NetworkType.IsOtherModule(type))
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.NotANetwork, name.GetLocation(), type!.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat), name.Identifier.ValueText));
    }
}
