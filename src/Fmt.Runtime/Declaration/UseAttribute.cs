namespace Fmt;

/// <summary>Uses a block once. The property's type is the block. The last member of the block is its output.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
/// <param name="parameters">The block's parameters, each an expression: <c>"Width = 64, Stride = 2"</c>.</param>
public sealed class UseAttribute<TBlock>(string parameters = "") : LayerAttribute
    where TBlock : class
{
    /// <summary>The block's parameters.</summary>
    public string Parameters { get; } = parameters;
}
