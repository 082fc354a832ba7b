using System;
using System.Collections.Generic;
using Fmt.Data;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>The batches of a training: order, crops and flips of every epoch, which depend on nothing but its number.</summary>
/// <param name="PerEpoch">Batches of an epoch.</param>
/// <param name="Images">Images of an epoch.</param>
/// <param name="Epoch">The batches of an epoch, from 0, made one at a time. Whoever asks disposes of each.</param>
internal sealed record BatchOrder<T>(int PerEpoch, int Images, Func<int, IEnumerable<T>> Epoch)
    where T : IBatch;

/// <summary>The usual order.</summary>
internal static class BatchOrder
{
    /// <summary>Images and labels as a batcher cuts them.</summary>
    public static BatchOrder<Batch> Of(ImageSet images, Batcher batcher, torch.Device device) =>
        new(batcher.Batches(images.Count), images.Count, epoch => batcher.Epoch(images, epoch, device));
}
