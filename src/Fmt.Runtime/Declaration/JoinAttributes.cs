namespace Fmt;

/// <summary>Element-wise sum of members of one shape. Shape unchanged.</summary>
/// <param name="inputs">The members, by <c>nameof</c>.</param>
public sealed class AddAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The members.</summary>
    public string[] Inputs { get; } = inputs;
}

/// <summary>Element-wise product of two members, of one shape or [N, C, 1, 1] against [N, C, H, W] (squeeze and excitation).</summary>
/// <param name="inputs">The members, by <c>nameof</c>.</param>
public sealed class MultiplyAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The members.</summary>
    public string[] Inputs { get; } = inputs;
}

/// <summary>Concatenation along the channels. Shape: [N, C1, H, W], [N, C2, H, W], ... -> [N, C1 + C2 + ..., H, W].</summary>
/// <param name="inputs">The members, by <c>nameof</c>.</param>
public sealed class ConcatAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The members.</summary>
    public string[] Inputs { get; } = inputs;
}
