using System;
using System.Linq;
using Fmt.Data;

namespace Fmt.Tests.Data;

/// <summary>Sets made in memory.</summary>
internal static class Sets
{
    /// <summary>Images of 1x1x2 whose two bytes are their number, low byte first; labels as given.</summary>
    public static ImageSet Numbered(int classes, params int[] labels) =>
        new([.. labels.SelectMany((_, i) => new[] { (byte)i, (byte)(i >> 8) })], [.. labels], 1, 1, 2, classes);

    /// <summary>The numbers of such a set's images.</summary>
    public static int[] Numbers(this ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => set.Pixels(i)[0] + 256 * set.Pixels(i)[1])];

    /// <summary>Images with bytes 1..255, no two of a plane's neighbours alike.</summary>
    public static ImageSet Textured(int count, int channels, int height, int width)
    {
        var random = new Random(11);
        byte[] pixels = [.. Enumerable.Range(0, count * channels * height * width).Select(_ => (byte)random.Next(1, 256))];
        return new ImageSet([.. pixels], [.. Enumerable.Range(0, count)], channels, height, width, count);
    }
}
