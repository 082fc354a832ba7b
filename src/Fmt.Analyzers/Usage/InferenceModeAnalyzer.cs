using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>Finds networks made in inference mode: the constructor throws there.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InferenceModeAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.MadeInInferenceMode];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (NetworkType.AreKnown(start.Compilation)) start.RegisterOperationAction(Analyze, OperationKind.ObjectCreation, OperationKind.Invocation);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var made = context.Operation switch
        {
            IObjectCreationOperation creation => NetworkType.Declared(creation.Type),
            IInvocationOperation { TargetMethod: { Name: "FromFile", IsStatic: true } method } => NetworkType.Declared(method.ContainingType),
            _ => null,
        };
        if (made is null || TorchScope.Around(context.Operation).Where(s => s.Name == "inference_mode").Select(s => (TorchScope?)s).FirstOrDefault() is not { TurnsOn: true } scope) return;
        var body = Receiver.Body(context.Operation);
        if (scope.MayEndEarly(body) || IsSetByHand(body)) return;
        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.MadeInInferenceMode, context.Operation.Syntax.GetLocation(), made.Name));
    }

    /// <summary>Whether inference mode is set outside of a <c>using</c>, so that braces do not say where it is on.</summary>
    private static bool IsSetByHand(IOperation body) => body.Descendants().OfType<IInvocationOperation>()
        .Any(call => call.TargetMethod.Name == "inference_mode" && TorchScope.IsOpenedBy(call) && !IsResource(call));

    private static bool IsResource(IOperation call)
    {
        for (var o = call; o.Parent is not null; o = o.Parent)
        {
            if (o.Parent is IUsingDeclarationOperation) return true;
            if (o.Parent is IUsingOperation used) return used.Resources == o;
            if (o.Parent is not (IConversionOperation or IParenthesizedOperation or IVariableInitializerOperation or IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableDeclarationGroupOperation)) return false;
        }

        return false;
    }
}
