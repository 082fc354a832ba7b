using System;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>Policies for batch norms, one forward at a time: whose statistics normalise, and how they are collected anew.</summary>
internal static class BatchNorms
{
    /// <summary>Dropout and the like as in training, but every batch norm normalises by its running statistics and leaves them alone.</summary>
    public static void TrainWithFrozenStatistics(NetworkModule network)
    {
        network.train();
        foreach (var norm in network.AllNorms) norm.Layer.eval();
    }

    /// <summary>
    /// Collects the running statistics anew on clean images: the plain average over batches, in training mode (dropout as built), no augmentation.
    /// Weights are not changed; the network is left in evaluation mode.
    /// </summary>
    /// <param name="network">The network.</param>
    /// <param name="images">Clean images.</param>
    /// <param name="batchSize">Images per batch, about: batches are made equal.</param>
    /// <param name="pass">Where dropout draws from, what convolutions compute in; null for a plain pass.</param>
    /// <param name="passes">Counts the images.</param>
    /// <param name="cancellation">Looked at before every batch.</param>
    public static void Reestimate(NetworkModule network, ImageSet images, int batchSize = 125, Pass? pass = null, PassCounter? passes = null, CancellationToken cancellation = default)
    {
        var device = network.Device;
        var momenta = network.AllNorms.Select(n => n.Layer.momentum).ToArray();
        network.train();
        try
        {
            using var noGrad = torch.no_grad();
            var batches = Math.Max(1, images.Count / batchSize);
            for (var b = 0; b < batches; b++)
            {
                cancellation.ThrowIfCancellationRequested();
                var (first, last) = ((int)((long)images.Count * b / batches), (int)((long)images.Count * (b + 1) / batches));
                using var scope = torch.NewDisposeScope();
                // The average of what came so far and this one.
                foreach (var norm in network.AllNorms) norm.Layer.momentum = 1.0 / (b + 1);
                network.forward(images.Images(Enumerable.Range(first, last - first).ToArray(), device), pass ?? Pass.Plain);
                passes?.Forward(last - first);
            }
        }
        finally
        {
            foreach (var (norm, momentum) in network.AllNorms.Zip(momenta)) norm.Layer.momentum = momentum;
            network.eval();
        }
    }
}
