using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>A <c>using</c> of something that TorchSharp keeps per thread: a dispose scope or a mode of autograd.</summary>
/// <param name="Call">What opens it.</param>
/// <param name="Variable">The variable that holds it; null where none does.</param>
internal readonly record struct TorchScope(IInvocationOperation Call, ILocalSymbol? Variable)
{
    public string Name => Call.TargetMethod.Name;

    public bool IsDisposeScope => Name == "NewDisposeScope";

    /// <summary>Whether it is inference mode; null where that is only known at run time.</summary>
    public bool? TurnsOn => Call.Arguments.Length == 0 ? true : Call.Arguments[0].Value.ConstantValue is { HasValue: true, Value: bool on } ? on : null;

    public static bool IsOpenedBy(IOperation? operation) =>
        operation is IInvocationOperation { TargetMethod: { Name: "NewDisposeScope" or "no_grad" or "inference_mode", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } } };

    /// <summary>The scopes that are open at an operation, innermost first, as far as its own function says.</summary>
    public static IEnumerable<TorchScope> Around(IOperation operation)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation:
                    yield break;
                case IUsingOperation used when used.Body == child:
                    foreach (var scope in Of(used.Resources).Reverse()) yield return scope;
                    break;
                case IBlockOperation block:
                    foreach (var earlier in block.Operations.TakeWhile(o => o != child).OfType<IUsingDeclarationOperation>().Reverse())
                        foreach (var scope in Of(earlier.DeclarationGroup).Reverse()) yield return scope;
                    break;
            }
        }
    }

    /// <summary>Whether the code ends it by hand somewhere, so that its braces say nothing.</summary>
    public bool MayEndEarly(IOperation body)
    {
        if (Variable is not { } variable) return false;
        return body.Descendants().OfType<ILocalReferenceOperation>().Any(r => SymbolEqualityComparer.Default.Equals(r.Local, variable) && !LeavesOpen(r));
    }

    private static bool LeavesOpen(ILocalReferenceOperation reference) =>
        reference.IsDeclaration || reference.Parent is IPropertyReferenceOperation || (reference.Parent is IInvocationOperation { TargetMethod.Name: not "Dispose" } call && call.Instance == reference);

    private static IEnumerable<TorchScope> Of(IOperation resources)
    {
        if (resources is not IVariableDeclarationGroupOperation group) return Receiver.Bare(resources) is IInvocationOperation call && IsOpenedBy(call) ? [new TorchScope(call, null)] : [];
        return group.Declarations
            .SelectMany(d => d.Declarators)
            .Select(d => (Value: Receiver.Bare(d.Initializer?.Value) as IInvocationOperation, d.Symbol))
            .Where(d => IsOpenedBy(d.Value))
            .Select(d => new TorchScope(d.Value!, d.Symbol));
    }
}
