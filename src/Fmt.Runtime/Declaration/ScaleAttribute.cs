namespace Fmt;

/// <summary>
/// A learned factor per channel, x*scale, as ConvNeXt's <c>layer_scale</c>. Shape unchanged. The parameter is not a module's but the surrounding block's own:
/// it is called as the member is and comes before the block's layers in the state_dict. Its shape is [C, 1, 1] on maps, [C] on vectors and where the channels are last.
/// </summary>
public sealed class ScaleAttribute : LayerAttribute
{
    /// <summary>A scale that starts at 1.</summary>
    public ScaleAttribute() => Initial = 1.0;

    /// <summary>A scale with a given initial value.</summary>
    /// <param name="initial">Initial value of every factor: a double or an expression.</param>
    public ScaleAttribute(object initial) => Initial = initial;

    /// <summary>Initial value of every factor. Default 1.</summary>
    public object Initial { get; }
}
