using System;

namespace Fmt.Weights;

/// <summary>A name of Python's that a file of weights may use.</summary>
/// <param name="Name">The dotted name.</param>
/// <param name="Call">What calling it with arguments gives; null where it is a value, not to be called.</param>
internal sealed record TorchGlobal(string Name, Func<object?[], PickleBytes, object>? Call = null)
{
    public object Invoke(object?[] arguments, PickleBytes input) =>
        Call is null ? throw input.Bad($"it calls {Name}, which is no function") : Call(arguments, input);
}
