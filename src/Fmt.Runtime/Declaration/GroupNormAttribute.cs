namespace Fmt;

/// <summary>Group normalisation, <c>torch.nn.GroupNorm</c>: per image over the maps of each group. Shape: [N, C, H, W], unchanged.</summary>
/// <param name="groups">Groups: an int or an expression; must divide the channels.</param>
public sealed class GroupNormAttribute(object groups) : LayerAttribute
{
    /// <summary>Groups.</summary>
    public object Groups { get; } = groups;

    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Whether there is a learned scale and shift per channel: a bool or an expression. Default true.</summary>
    public object Affine { get; set; } = true;
}
