namespace Fmt;

/// <summary>Batch normalisation over [N, H, W] per channel, <c>torch.nn.BatchNorm2d</c>. Shape: [N, C, H, W], unchanged.</summary>
public sealed class BatchNorm2dAttribute : LayerAttribute
{
    /// <summary>Added to the variance: a double or an expression. Default 1e-5.</summary>
    public object Eps { get; set; } = 1e-5;

    /// <summary>Weight of the new batch in the running statistics: a double or an expression. Default 0.1.</summary>
    public object Momentum { get; set; } = 0.1;

    /// <summary>Whether there is a learned scale and shift: a bool or an expression. Default true.</summary>
    public object Affine { get; set; } = true;

    /// <summary>Whether running statistics are kept and used in evaluation: a bool or an expression. Default true.</summary>
    public object TrackRunningStats { get; set; } = true;
}
