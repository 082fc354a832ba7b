namespace Fmt;

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
