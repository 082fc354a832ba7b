using System;
using System.Collections.Generic;
using Fmt.Files;
using TorchSharp;

namespace Fmt.Data;

/// <summary>How a set is cut into batches. Same seed and epoch, same batches, on every machine.</summary>
/// <param name="BatchSize">Images per batch; the last batch of an epoch may be smaller.</param>
/// <param name="Seed">Seed of order, crops, flips and black squares.</param>
public sealed record Batcher(int BatchSize, int Seed = 0)
{
    /// <summary>Images per batch, at least 1.</summary>
    public int BatchSize { get; init => field = Size(value); } = Size(BatchSize);

    /// <summary>A new random order in every epoch; otherwise the set's order.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Random crops, flips and black squares.</summary>
    public Augmentation Augmentation { get; init; } = Augmentation.None;

    /// <summary>Leave out a last batch that is not full.</summary>
    public bool DropLast { get; init; }

    /// <summary>Number of batches of one epoch.</summary>
    public int Batches(int images) => DropLast ? images / BatchSize : (images + BatchSize - 1) / BatchSize;

    /// <summary>The batches of one epoch, made one at a time as they are asked for. The caller disposes each.</summary>
    /// <param name="set">The images.</param>
    /// <param name="epoch">Number of the epoch; each has its own order, crops and flips, whether or not others were run.</param>
    /// <param name="device">Where the tensors are to be; the CPU where null.</param>
    /// <exception cref="DataException">The set has fewer images than one batch, and <see cref="DropLast"/> would leave nothing.</exception>
    public IEnumerable<Batch> Epoch(ImageSet set, int epoch, torch.Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (Batches(set.Count) == 0)
            throw new DataException(FormattableString.Invariant($"{set.Count} images do not fill one batch of {BatchSize} and incomplete ones are dropped; take a smaller batch or keep the last one."), set.Source);
        return Make(set, epoch, device);
    }

    private IEnumerable<Batch> Make(ImageSet set, int epoch, torch.Device? device)
    {
        // Streams by epoch and purpose: switching crops on leaves the order and the flips as they were.
        RandomSource Stream(string purpose) => new(Seed, FormattableString.Invariant($"batch/{epoch}/{purpose}"));
        var order = Shuffle ? Stream("order").Permutation(set.Count) : InOrder(set.Count);
        RandomSource crop = Stream("crop"), flip = Stream("flip"), cutout = Stream("cutout");
        var batches = Batches(set.Count);
        for (var b = 0; b < batches; b++)
        {
            var first = b * BatchSize;
            yield return Assemble(set, order.AsSpan(first, Math.Min(BatchSize, set.Count - first)), crop, flip, cutout, device);
        }
    }

    private Batch Assemble(ImageSet set, ReadOnlySpan<int> indices, RandomSource crop, RandomSource flip, RandomSource cutout, torch.Device? device)
    {
        var size = set.ImageBytes;
        var images = torch.empty([indices.Length, set.Channels, set.Height, set.Width], dtype: torch.float32);
        var values = ImageSet.Floats(images);
        for (var n = 0; n < indices.Length; n++)
        {
            var image = values.Slice(n * size, size);
            Augmentation.Place(set.Pixels(indices[n]), image, set.Height, set.Width, Augmentation.Draw(crop, flip));
            Augmentation.Cut(image, set.Height, set.Width, cutout);
        }

        return new Batch(ImageSet.Move(images, device), set.LabelTensor(indices, device));
    }

    private static int Size(int images) =>
        images > 0 ? images : throw new ArgumentOutOfRangeException(nameof(BatchSize), images, "A batch has at least one image.");

    private static int[] InOrder(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        return order;
    }
}
