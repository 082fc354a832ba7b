using System;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>One pass of images through a network for the sake of those who observe it: in order, without gradients.</summary>
internal static class ForwardPass
{
    private const int BatchImages = 128;

    /// <summary>Runs all images in the mode that the network has.</summary>
    /// <param name="network">The network.</param>
    /// <param name="set">The images.</param>
    /// <param name="cost">Counts them.</param>
    /// <param name="augmentation">Crops and flips, drawn from the context's seed; null for none.</param>
    /// <param name="input">What is run instead of a batch of images [n,C,H,W]; null for the images themselves.</param>
    /// <param name="pass">How it runs; null for plainly.</param>
    public static void Over(NetworkModule network, ImageSet set, ScoreCost cost, Augmentation? augmentation = null, Func<torch.Tensor, torch.Tensor>? input = null, Pass? pass = null)
    {
        var device = network.Device;
        using var noGradients = torch.no_grad();
        foreach (var batch in new Batcher(BatchImages, cost.Context.Seed) { Shuffle = false, Augmentation = augmentation ?? Augmentation.None }.Epoch(set, 0, device))
        {
            using (batch)
            {
                cost.Context.Cancellation.ThrowIfCancellationRequested();
                using var scope = torch.NewDisposeScope();
                var images = input is null ? batch.Images : input(batch.Images);
                network.forward(images, pass ?? Pass.Plain);
                cost.Forward(images.shape[0]);
            }
        }
    }

    /// <summary>The values of a tensor in double precision, in logical order.</summary>
    public static double[] Doubles(torch.Tensor tensor)
    {
        using var scope = torch.NewDisposeScope();
        return tensor.detach().to(torch.float64).cpu().contiguous().data<double>().ToArray();
    }
}
