using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Fmt.Analyzers;

/// <summary>What a method is called on, seen through conversions.</summary>
internal static class Receiver
{
    /// <summary>The instance, or the first argument of an extension method; null for other static methods.</summary>
    public static IOperation? Of(IInvocationOperation call) =>
        Bare(call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null));

    /// <summary>The local variable or parameter that an operation reads; null where it is anything else.</summary>
    public static ISymbol? Variable(IOperation? operation) => Bare(operation) switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        _ => null,
    };

    /// <summary>An operation without the conversions and parentheses around it.</summary>
    public static IOperation? Bare(IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        return operation;
    }

    /// <summary>The body that an operation is in.</summary>
    public static IOperation Body(IOperation operation)
    {
        while (operation.Parent is not null) operation = operation.Parent;
        return operation;
    }
}
