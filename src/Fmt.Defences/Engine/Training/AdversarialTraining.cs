using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// Training on adversarial images in place of clean ones (Madry et al. 2018, arXiv 1706.06083): projected gradient descent within an L-infinity ball around
/// each image, from a random start. The attack runs in evaluation mode, so that batch norm collects one batch's statistics per step, those of the images trained on.
/// </summary>
/// <param name="Eps">Largest change of a pixel, in [0,1]; 8/255 is customary for 32x32.</param>
/// <param name="StepSize">Change per step.</param>
/// <param name="Steps">Gradient steps.</param>
public sealed record AdversarialTraining(
    [property: Option(Origin.Published, Min = 0, AboveMin = true, Max = 1)] double Eps = 8.0 / 255,
    [property: Option(Origin.Published, Min = 0, AboveMin = true, Max = 1)] double StepSize = 2.0 / 255,
    [property: Option(Origin.Published, Min = 1)] int Steps = 7)
{
    /// <summary>Adversarial images of a batch.</summary>
    /// <param name="network">Every module has the mode afterwards that it had.</param>
    /// <param name="pass">How the network's passes run.</param>
    /// <param name="images">[N,C,H,W] in [0,1]; not changed.</param>
    /// <param name="labels">True labels, [N], int64.</param>
    /// <param name="random">Draws the start.</param>
    /// <returns>Images of the same shape, in [0,1] and within <see cref="Eps"/> of the clean ones.</returns>
    internal torch.Tensor Attack(NetworkModule network, Pass pass, torch.Tensor images, torch.Tensor labels, torch.Generator random)
    {
        using var scope = torch.NewDisposeScope();
        using var mode = new EvaluationMode(network);
        var (low, high) = ((images - Eps).clamp(0, 1), (images + Eps).clamp(0, 1));
        var adversarial = (images + (torch.rand(images.shape, device: images.device, generator: random) * 2 - 1) * Eps).clamp(0, 1);
        for (var step = 0; step < Steps; step++)
        {
            using var inner = torch.NewDisposeScope();
            using var leaf = adversarial.detach().clone().requires_grad_(true);
            var loss = torch.nn.functional.cross_entropy(network.forward(leaf, pass), labels);
            var gradient = torch.autograd.grad([loss], [leaf])[0];
            adversarial = torch.min(torch.max(leaf.detach() + StepSize * gradient.sign(), low), high).MoveToOuterDisposeScope();
        }

        return adversarial.MoveToOuterDisposeScope();
    }
}
