using TorchSharp;

namespace Fmt.Engine;

/// <summary>Losses of a batch. Means over its images; the caller owns the results.</summary>
internal static class Losses
{
    /// <summary>
    /// Cross-entropy with the target 1 - s on the label and s/(K-1) on each other class, as in FT-SAM (arXiv 2304.11823). PyTorch's
    /// <c>label_smoothing</c> spreads s over all K classes instead. The papers' KL divergence differs by a constant.
    /// </summary>
    /// <param name="logits">[N, K].</param>
    /// <param name="labels">int64 [N].</param>
    /// <param name="smoothing">s; 0 for plain cross-entropy.</param>
    public static torch.Tensor CrossEntropy(torch.Tensor logits, torch.Tensor labels, double smoothing = 0)
    {
        if (smoothing == 0) return torch.nn.functional.cross_entropy(logits, labels);
        using var scope = torch.NewDisposeScope();
        var log = torch.nn.functional.log_softmax(logits, 1);
        var other = smoothing / (logits.shape[1] - 1);
        var own = log.gather(1, labels.unsqueeze(1)).squeeze(1);
        return (-(own * (1 - smoothing - other) + log.sum(1) * other).mean()).MoveToOuterDisposeScope();
    }
}
