using System;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>Wrong labels, as a careless labelling leaves them: some images get one of the other classes, each equally likely (symmetric label noise).</summary>
public static class LabelNoise
{
    /// <summary>A set with round(share N) wrong labels; the images are drawn without replacement from all.</summary>
    /// <param name="set">The images with their true labels; not changed.</param>
    /// <param name="share">Share of the labels, 0 to 1.</param>
    /// <param name="seed">Same seed, same labels, on every machine.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is beyond 0 to 1.</exception>
    /// <exception cref="DataException">There is no other class.</exception>
    public static ImageSet Apply(ImageSet set, double share, int seed)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (share is not (>= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(share), share, "The share of wrong labels is 0 to 1.");
        if (share == 0) return set;
        if (set.Classes < 2) throw new DataException("there is one class only, so no label can be wrong.", set.Source);
        var random = new RandomSource(seed, "label noise");
        var chosen = random.Permutation(set.Count).AsSpan(0, Count(set.Count, share));
        int[] labels = [.. set.Labels];
        foreach (var i in chosen) labels[i] = (labels[i] + 1 + random.NextInt(set.Classes - 1)) % set.Classes;
        var pixels = new byte[set.Count * set.ImageBytes];
        for (var i = 0; i < set.Count; i++) set.Pixels(i).CopyTo(pixels.AsSpan(i * set.ImageBytes));
        return set.With(pixels, labels);
    }

    /// <summary>How many labels of so many images become wrong.</summary>
    /// <param name="images">Number of images.</param>
    /// <param name="share">Share of the labels, 0 to 1.</param>
    public static int Count(int images, double share) => (int)Math.Round(share * images);
}
