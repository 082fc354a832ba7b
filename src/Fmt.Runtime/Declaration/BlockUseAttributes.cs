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

/// <summary>
/// A module of the user's own, <c>torch.nn.Module&lt;Tensor, Tensor&gt;</c>. It is opaque: its feature maps are not tested, its gradient comes from autograd.
/// Its output shape is declared and checked once at run time.
/// </summary>
/// <param name="output">Output shape without the batch, for instance <c>"64x8x8"</c> or <c>"512"</c>.</param>
public sealed class ModuleAttribute(string output) : LayerAttribute
{
    /// <summary>Output shape without the batch.</summary>
    public string Output { get; } = output;

    /// <summary>A static method of the class without parameters that makes the module, by <c>nameof</c>. Default: the module's parameterless constructor.</summary>
    public string? Create { get; set; }
}
