using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>Two batches of the same images, in orders of their own.</summary>
internal sealed record BatchPair(Batch One, Batch Two) : IBatch
{
    /// <inheritdoc/>
    public int Count => One.Count;

    /// <summary>All full batches of an epoch.</summary>
    public static BatchOrder<BatchPair> Order(ImageSet images, FineTuning plan, torch.Device device)
    {
        Batcher Batches(int seed) => new(plan.BatchSize, seed) { Augmentation = plan.Augmentation, DropLast = true };
        var (first, second) = (Batches(plan.Seed), Batches(~plan.Seed));
        IEnumerable<BatchPair> Epoch(int epoch) => first.Epoch(images, epoch, device).Zip(second.Epoch(images, epoch, device), (one, two) => new BatchPair(one, two));
        return new BatchOrder<BatchPair>(first.Batches(images.Count), first.Batches(images.Count) * plan.BatchSize, Epoch);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        One.Dispose();
        Two.Dispose();
    }
}
