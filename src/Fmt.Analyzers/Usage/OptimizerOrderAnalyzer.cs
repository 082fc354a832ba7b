using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>
/// Finds optimizers that are made before their network is moved, and used after: a move replaces the parameters.
/// Only variables are followed, and only through the statements of one block, where the order is certain.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptimizerOrderAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [DiagnosticDescriptors.OptimizerBeforeMove];

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (NetworkType.AreKnown(start.Compilation)) start.RegisterOperationAction(Analyze, OperationKind.Block);
        });
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var block = (IBlockOperation)context.Operation;
        var optimizers = new Dictionary<ISymbol, ISymbol>(SymbolEqualityComparer.Default);
        var moved = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        for (var i = 0; i < block.Operations.Length; i++)
        {
            var (target, value) = Assignment(block.Operations[i]);
            if (Moves(value) is { } move)
            {
                var network = Receiver.Variable(Receiver.Of(move))!;
                // A second move is most often to where the network is already.
                if (!moved.Add(network)) continue;
                foreach (var optimizer in optimizers.Where(o => SymbolEqualityComparer.Default.Equals(o.Value, network)).Select(o => o.Key))
                    if (IsUsed(optimizer, block.Operations.Skip(i + 1)) && IsWrittenOnce(optimizer, block) && IsWrittenOnce(network, block, target))
                        context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.OptimizerBeforeMove, Name(move), optimizer.Locations.Take(1), optimizer.Name, network.Name));
            }
            else if (target is not null && NetworkOf(value) is { } network && !moved.Contains(network))
            {
                optimizers[target] = network;
            }
        }
    }

    /// <summary>The variable that a statement gives a value, if there is one, and the value.</summary>
    private static (ISymbol? Target, IOperation? Value) Assignment(IOperation statement) => statement switch
    {
        IUsingDeclarationOperation used => Assignment(used.DeclarationGroup),
        IVariableDeclarationGroupOperation group when group.Declarations.SelectMany(d => d.Declarators).Take(2).ToList() is { Count: 1 } one => (one[0].Symbol, Receiver.Bare(one[0].Initializer?.Value)),
        IExpressionStatementOperation { Operation: ISimpleAssignmentOperation assignment } => (Receiver.Variable(assignment.Target), Receiver.Bare(assignment.Value)),
        IExpressionStatementOperation expression => (null, Receiver.Bare(expression.Operation)),
        _ => (null, null),
    };

    private static IInvocationOperation? Moves(IOperation? value) =>
        value is IInvocationOperation { TargetMethod: { Name: "to" or "cuda", ContainingAssembly.Name: "TorchSharp" } } call
        && NetworkType.Declared(Receiver.Of(call)?.Type) is not null
        && Receiver.Variable(Receiver.Of(call)) is not null
        && !StaysWhereNetworksAreMade(call)
            ? call
            : null;

    /// <summary>Networks are made on the CPU in float32: to there nothing moves.</summary>
    private static bool StaysWhereNetworksAreMade(IInvocationOperation call)
    {
        var places = call.Arguments.Where(a => a.ArgumentKind == ArgumentKind.Explicit).Select(a => Receiver.Bare(a.Value)).OfType<IMemberReferenceOperation>().ToList();
        return places.Count > 0 && places.All(p => p.Member.Name is "CPU" or "Float32" or "float32");
    }

    /// <summary>The variable of the network whose parameters a new optimizer holds; null where the value is anything else.</summary>
    private static ISymbol? NetworkOf(IOperation? value)
    {
        var arguments = value switch
        {
            IInvocationOperation call when IsOptimizer(call.TargetMethod.ReturnType) => call.Arguments,
            IObjectCreationOperation creation when IsOptimizer(creation.Type) => creation.Arguments,
            _ => [],
        };
        return arguments
            .Select(a => Receiver.Bare(a.Value))
            .OfType<IInvocationOperation>()
            .Where(call => call.TargetMethod.Name == "parameters" && NetworkType.Declared(Receiver.Of(call)?.Type) is not null)
            .Select(call => Receiver.Variable(Receiver.Of(call)))
            .FirstOrDefault(v => v is not null);
    }

    private static bool IsOptimizer(ITypeSymbol? type)
    {
        for (var t = type; t is not null; t = t.BaseType)
            if (t is { Name: "Optimizer", ContainingType: { Name: "optim", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } } }) return true;
        return false;
    }

    private static bool IsUsed(ISymbol variable, IEnumerable<IOperation> statements) => statements
        .SelectMany(s => s.DescendantsAndSelf())
        .Any(o => SymbolEqualityComparer.Default.Equals(Receiver.Variable(o), variable) && o.Parent is not IInvocationOperation { TargetMethod.Name: "Dispose" });

    /// <summary>Whether a variable keeps its value; an assignment of the move's own result (<paramref name="target"/>) is one of the same network.</summary>
    private static bool IsWrittenOnce(ISymbol variable, IOperation block, ISymbol? target = null)
    {
        var allowed = SymbolEqualityComparer.Default.Equals(variable, target) || !IsDeclaredWithValue(variable) ? 1 : 0;
        return Receiver.Body(block).Descendants().Count(o => IsWrite(o, variable)) <= allowed;
    }

    private static bool IsDeclaredWithValue(ISymbol variable) =>
        variable is IParameterSymbol || variable.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null });

    private static bool IsWrite(IOperation operation, ISymbol variable) => operation switch
    {
        IAssignmentOperation assignment => SymbolEqualityComparer.Default.Equals(Receiver.Variable(assignment.Target), variable),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => SymbolEqualityComparer.Default.Equals(Receiver.Variable(argument.Value), variable),
        _ => false,
    };

    private static Location Name(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } ? access.Name.GetLocation() : call.Syntax.GetLocation();
}
