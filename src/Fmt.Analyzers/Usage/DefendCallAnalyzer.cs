using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>Looks at calls of <c>DefendWithFmt</c>: on networks without a feature map to test, where they could only fail at run time, and calls whose report nobody reads.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefendCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.NothingToDefend, DiagnosticDescriptors.IgnoredReport];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (!NetworkType.AreKnown(start.Compilation)) return;
            var checkedNetworks = new ConcurrentDictionary<INamedTypeSymbol, bool>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(c => Analyze(c, checkedNetworks), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, ConcurrentDictionary<INamedTypeSymbol, bool> checkedNetworks)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("DefendWithFmt" or "DefendWithFmtAsync")) return;
        if (Receiver.Of(call)?.Type is not { } type || NetworkType.Declared(type) is not { } network) return;
        // A call that cannot work has no report; one mistake, one message.
        if (checkedNetworks.GetOrAdd(network, t => HasNoSite(t, context.CancellationToken)))
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.NothingToDefend, Name(call.Syntax), network.Name, call.TargetMethod.Name));
        else if (IsIgnored(call))
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.IgnoredReport, Name(call.Syntax), call.TargetMethod.Name));
    }

    /// <summary>True only where the declaration is right and yet gives nothing to test.</summary>
    private static bool HasNoSite(INamedTypeSymbol type, CancellationToken cancellation) =>
        DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute) is { } network
        && GraphBuilder.Build(DeclarationReader.ReadNetwork(type, network, cancellation), cancellation).Graph is { Sites.Count: 0 };

    /// <summary>Whether a call is a whole statement, or all that follows is waiting for its end. <c>_ = ...</c> is an assignment and meant.</summary>
    private static bool IsIgnored(IInvocationOperation call)
    {
        for (IOperation result = call; ; result = result.Parent!)
        {
            switch (result.Parent)
            {
                case IExpressionStatementOperation:
                    return true;
                case IAwaitOperation or IConditionalAccessOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WaitAsync" or "GetAwaiter" or "GetResult" or "Wait" } wait when wait.Instance == result:
                    break;
                default:
                    return false;
            }
        }
    }

    private static Location Name(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: var target } => target.GetLocation(),
        _ => call.GetLocation(),
    };
}
