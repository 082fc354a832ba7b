using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Files;

namespace Fmt.Data;

public sealed partial class ImageSet
{
    /// <summary>The images of the indices, in their order, as a set of its own.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no image of an index.</exception>
    /// <exception cref="DataException">No index was given.</exception>
    public ImageSet Subset(ReadOnlySpan<int> indices)
    {
        var bytes = (long)indices.Length * ImageBytes;
        if (bytes > Array.MaxLength) throw new DataException(Text($"{indices.Length} images of {ImageBytes} bytes are more than one set can hold."), Source);
        var pixels = new byte[bytes];
        var labels = new int[indices.Length];
        var originals = new int[indices.Length];
        for (var n = 0; n < indices.Length; n++)
        {
            Pixels(indices[n]).CopyTo(pixels.AsSpan(n * ImageBytes));
            labels[n] = Labels[indices[n]];
            originals[n] = OriginalIndices[indices[n]];
        }
        return With(pixels, labels, originals);
    }

    /// <summary>A uniform random share without replacement, in the order drawn. A smaller share of the same seed is the beginning of a larger one.</summary>
    /// <param name="ratio">Share in (0,1]; the count is the nearest whole number.</param>
    /// <param name="seed">Same seed, same images, on every machine.</param>
    /// <exception cref="DataException">The share is less than one image.</exception>
    public ImageSet Sample(double ratio, int seed) =>
        Subset(new RandomSource(seed, "sample").Permutation(Count).AsSpan(0, Share(ratio)));

    /// <summary>
    /// A random sample without replacement with as equal a count per class as the set allows: classes are served in turn, one image each,
    /// until the count is reached, so they differ by at most one, except where a class has run out and the others fill its place.
    /// </summary>
    /// <param name="count">Number of images, 1 to <see cref="Count"/>.</param>
    /// <param name="seed">Same seed, same images, on every machine.</param>
    /// <returns>The images in the order of the turns, so that any beginning is balanced too.</returns>
    /// <exception cref="DataException">The set has fewer images.</exception>
    public ImageSet Balanced(int count, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        if (count > Count) throw new DataException(Text($"{count} images were asked for, the set has {Count}; ask for fewer or bring more."), Source);
        var random = new RandomSource(seed, "balanced");
        var waiting = new Queue<int>[Classes];
        for (var c = 0; c < Classes; c++) waiting[c] = new Queue<int>();
        foreach (var i in random.Permutation(Count)) waiting[Labels[i]].Enqueue(i);
        var turns = random.Permutation(Classes);
        var chosen = new List<int>(count);
        while (chosen.Count < count)
        {
            foreach (var c in turns)
                if (chosen.Count < count && waiting[c].TryDequeue(out var i)) chosen.Add(i);
        }
        return Subset(CollectionsMarshal.AsSpan(chosen));
    }

    /// <summary>Two random parts with no image in common.</summary>
    /// <param name="ratio">Share of the first part, in (0,1).</param>
    /// <param name="seed">Same seed, same parts, on every machine.</param>
    /// <exception cref="DataException">One of the parts would be empty.</exception>
    public (ImageSet First, ImageSet Second) Split(double ratio, int seed)
    {
        var first = Share(ratio);
        if (first == Count) throw new DataException(Text($"a share of {ratio} of {Count} images leaves none for the second part."), Source);
        ReadOnlySpan<int> order = new RandomSource(seed, "split").Permutation(Count);
        return (Subset(order[..first]), Subset(order[first..]));
    }

    /// <summary>The same images with other labels.</summary>
    /// <param name="labels">One label per image.</param>
    /// <exception cref="DataException">Another number of labels than images, or a label out of range.</exception>
    public ImageSet WithLabels(ReadOnlySpan<int> labels) =>
        new(_pixels, [.. labels], Channels, Height, Width, Classes, ClassNames, Source) { OriginalIndices = OriginalIndices };

    /// <summary>Images per class.</summary>
    public ImmutableArray<int> CountPerClass()
    {
        var counts = new int[Classes];
        foreach (var label in Labels) counts[label]++;
        return ImmutableCollectionsMarshal.AsImmutableArray(counts);
    }

    /// <summary>Returns this set after checking that every class has an image.</summary>
    /// <exception cref="DataException">A class has none; the message names all such classes.</exception>
    public ImageSet RequireEveryClass()
    {
        var counts = CountPerClass();
        string[] empty = [.. Enumerable.Range(0, Classes).Where(c => counts[c] == 0).Select(c => ClassNames[c])];
        if (empty.Length > 0)
            throw new DataException(Text($"no image of {(empty.Length == 1 ? "class" : "classes")} {string.Join(", ", empty)}; every one of the {Classes} classes needs at least one."), Source);
        return this;
    }

    /// <summary>The same kind of images with other pixels and labels; original indices as here where none are given.</summary>
    internal ImageSet With(byte[] pixels, int[] labels, int[]? originals = null) => new(
        ImmutableCollectionsMarshal.AsImmutableArray(pixels), ImmutableCollectionsMarshal.AsImmutableArray(labels),
        Channels, Height, Width, Classes, ClassNames, Source)
    { OriginalIndices = originals is null ? OriginalIndices : ImmutableCollectionsMarshal.AsImmutableArray(originals) };

    private int Share(double ratio)
    {
        if (!(ratio > 0 && ratio <= 1)) throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "A share is above 0 and at most 1.");
        var count = (int)Math.Round(ratio * Count, MidpointRounding.AwayFromZero);
        if (count == 0) throw new DataException(Text($"a share of {ratio} of {Count} images is not even one; take a larger share."), Source);
        return count;
    }
}
