namespace Fmt;

/// <summary>
/// Moves the channels to the last axis or back, torchvision's <c>Permute</c>: <c>"NHWC"</c> is [N, C, H, W] -> [N, H, W, C], <c>"NCHW"</c> the way back.
/// Behind <c>"NHWC"</c>, Linear and LayerNorm work on the channels of every place; layers that need maps want <c>"NCHW"</c> first.
/// </summary>
/// <param name="to"><c>"NHWC"</c> or <c>"NCHW"</c>.</param>
public sealed class PermuteAttribute(string to) : LayerAttribute
{
    /// <summary>The order to make.</summary>
    public string To { get; } = to;
}
