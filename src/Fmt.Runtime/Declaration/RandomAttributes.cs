namespace Fmt;

/// <summary>Element-wise dropout, active in training only, <c>torch.nn.Dropout</c>. Shape unchanged.</summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Dropout with PyTorch's probability 0.5.</summary>
    public DropoutAttribute() => P = 0.5;

    /// <summary>Dropout with a given probability.</summary>
    /// <param name="p">Probability of an element to be zeroed: a double or an expression, in [0, 1].</param>
    public DropoutAttribute(object p) => P = p;

    /// <summary>Probability of an element to be zeroed. Default 0.5.</summary>
    public object P { get; }
}

/// <summary>Dropout of whole maps, active in training only, <c>torch.nn.Dropout2d</c>. Shape: [N, C, H, W], unchanged.</summary>
public sealed class Dropout2dAttribute : LayerAttribute
{
    /// <summary>Dropout with PyTorch's probability 0.5.</summary>
    public Dropout2dAttribute() => P = 0.5;

    /// <summary>Dropout with a given probability.</summary>
    /// <param name="p">Probability of a map to be zeroed: a double or an expression, in [0, 1].</param>
    public Dropout2dAttribute(object p) => P = p;

    /// <summary>Probability of a map to be zeroed. Default 0.5.</summary>
    public object P { get; }
}

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
