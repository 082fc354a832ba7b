namespace Fmt;

/// <summary>Uses a block several times in a row, numbered from 0. The property's type is <see cref="Stage{TBlock}"/>.</summary>
/// <typeparam name="TBlock">A class with <see cref="BlockAttribute"/>.</typeparam>
public sealed class RepeatAttribute<TBlock> : LayerAttribute
    where TBlock : class
{
    /// <summary>A fixed number of uses.</summary>
    /// <param name="count">How often.</param>
    /// <param name="parameters">The block's parameters, each an expression that may use <c>i</c>, <c>n</c>, <c>first</c> and <c>last</c>: <c>"Width = 64, Stride = first ? 2 : 1"</c>.</param>
    public RepeatAttribute(int count, string parameters = "") => (Count, Parameters) = (count, parameters);

    /// <summary>A number of uses that is an expression.</summary>
    /// <param name="count">How often.</param>
    /// <param name="parameters">The block's parameters (see the other constructor).</param>
    public RepeatAttribute(string count, string parameters = "") => (Count, Parameters) = (count, parameters);

    /// <summary>How often.</summary>
    public object Count { get; }

    /// <summary>The block's parameters.</summary>
    public string Parameters { get; }
}
