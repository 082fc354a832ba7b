namespace Fmt;

/// <summary>Element-wise product of two members, of one shape or [N, C, 1, 1] against [N, C, H, W] (squeeze and excitation).</summary>
/// <param name="inputs">The members, by <c>nameof</c>.</param>
public sealed class MultiplyAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The members.</summary>
    public string[] Inputs { get; } = inputs;
}
