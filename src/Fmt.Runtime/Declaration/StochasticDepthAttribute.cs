namespace Fmt;

/// <summary>
/// Stochastic depth, torchvision's <c>StochasticDepth</c> (Huang et al. 2016, arXiv 1603.09382), for the branch of a residual sum: in training the whole result is zero
/// with probability P, else divided by 1 - P. Shape unchanged.
/// </summary>
/// <param name="p">Probability of the branch to be dropped: a double or an expression, in [0, 1], for instance <c>"0.2 * i / n"</c>.</param>
public sealed class StochasticDepthAttribute(object p) : LayerAttribute
{
    /// <summary>Probability of the branch to be dropped.</summary>
    public object P { get; } = p;

    /// <summary><c>"row"</c>: each image by itself; <c>"batch"</c>: all images of a batch alike. Default row.</summary>
    public string Mode { get; set; } = "row";
}
