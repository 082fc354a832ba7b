using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>Finds calls of <c>DefendWithFmt</c> on networks that have no feature map to test: they could only fail at run time.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DefendCallAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.NothingToDefend];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(KnownNames.NetworkAttribute) is null) return;
            var checkedNetworks = new ConcurrentDictionary<INamedTypeSymbol, bool>(SymbolEqualityComparer.Default);
            start.RegisterOperationAction(c => Analyze(c, checkedNetworks), OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context, ConcurrentDictionary<INamedTypeSymbol, bool> checkedNetworks)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("DefendWithFmt" or "DefendWithFmtAsync")) return;
        // Also as an extension method, whose first argument is the network.
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null);
        if (receiver is IConversionOperation conversion) receiver = conversion.Operand;
        if (receiver?.Type is not INamedTypeSymbol type || DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute) is not { } network) return;
        if (!checkedNetworks.GetOrAdd(type, t => HasNoSite(t, network, context.CancellationToken))) return;
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.NothingToDefend, Name(call.Syntax), type.Name, call.TargetMethod.Name));
    }

    /// <summary>True only where the declaration is right and yet gives nothing to test.</summary>
    private static bool HasNoSite(INamedTypeSymbol type, AttributeData network, CancellationToken cancellation) =>
        GraphBuilder.Build(DeclarationReader.ReadNetwork(type, network, cancellation), cancellation).Graph is { Sites.Count: 0 };

    private static Location Name(SyntaxNode call) => call switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax binding } => binding.Name.GetLocation(),
        InvocationExpressionSyntax { Expression: var target } => target.GetLocation(),
        _ => call.GetLocation(),
    };
}
