namespace Fmt;

/// <summary>Concatenation along the channels. Shape: [N, C1, H, W], [N, C2, H, W], ... -> [N, C1 + C2 + ..., H, W].</summary>
/// <param name="inputs">The members, by <c>nameof</c>.</param>
public sealed class ConcatAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The members.</summary>
    public string[] Inputs { get; } = inputs;
}
