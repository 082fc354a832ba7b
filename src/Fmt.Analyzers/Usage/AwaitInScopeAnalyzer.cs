using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>Finds awaits inside dispose scopes and modes, which belong to a thread and not to the flow of the code, in methods that use a declared network.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AwaitInScopeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.AwaitInScope];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (NetworkType.AreKnown(start.Compilation)) start.RegisterOperationAction(Analyze, OperationKind.Await, OperationKind.Loop);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        if (context.Operation is ILoopOperation and not IForEachLoopOperation { IsAsynchronous: true }) return;
        var scopes = TorchScope.Around(context.Operation).ToList();
        if (scopes.Count == 0) return;
        var body = Receiver.Body(context.Operation);
        if (scopes.Where(s => !s.MayEndEarly(body)).Select(s => (TorchScope?)s).FirstOrDefault() is not { } scope || !UsesNetwork(body, context.ContainingSymbol.ContainingType)) return;
        var harm = scope.IsDisposeScope ? "new tensors are not in the scope" : "the mode is not on there, and stays on here";
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.AwaitInScope, Keyword(context.Operation.Syntax), scope.Name, harm));
    }

    private static bool UsesNetwork(IOperation body, INamedTypeSymbol? owner) =>
        NetworkType.Declared(owner) is not null || body.Descendants().Any(o => NetworkType.Declared(o.Type) is not null);

    private static Location Keyword(SyntaxNode node) => node switch
    {
        AwaitExpressionSyntax wait => wait.AwaitKeyword.GetLocation(),
        CommonForEachStatementSyntax loop => loop.AwaitKeyword.GetLocation(),
        _ => node.GetLocation(),
    };
}
