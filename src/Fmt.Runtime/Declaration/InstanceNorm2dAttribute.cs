namespace Fmt;

/// <summary>Instance normalisation, <c>torch.nn.InstanceNorm2d</c>: per image and map. Shape: [N, C, H, W], unchanged; maps of 1x1 have no spread and are refused.</summary>
public sealed class InstanceNorm2dAttribute : LayerAttribute
{
    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Weight of the new batch in the running statistics: a double or an expression. Default 0.1.</summary>
    public object Momentum { get; set; } = 0.1;

    /// <summary>Whether there is a learned scale and shift: a bool or an expression. Default false.</summary>
    public object Affine { get; set; } = false;

    /// <summary>Whether running statistics are kept and used in evaluation: a bool or an expression. Default false.</summary>
    public object TrackRunningStats { get; set; } = false;
}
