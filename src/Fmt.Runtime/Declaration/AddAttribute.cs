namespace Fmt;

/// <summary>Element-wise sum of members of one shape. Shape unchanged.</summary>
/// <param name="inputs">The members, by <c>nameof</c>.</param>
public sealed class AddAttribute(params string[] inputs) : LayerAttribute
{
    /// <summary>The members.</summary>
    public string[] Inputs { get; } = inputs;
}
