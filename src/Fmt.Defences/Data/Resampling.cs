using System;

namespace Fmt.Data;

/// <summary>Bilinear resizing with a triangle filter widened by the scale when shrinking, so that small pictures of large ones do not alias. In doubles, the same on every machine.</summary>
internal static class Resampling
{
    /// <summary>The picture in another size; the same object where the size is already right.</summary>
    public static Picture Resize(Picture picture, int height, int width)
    {
        if ((picture.Height, picture.Width) == (height, width)) return picture;
        Tap[] columns = Taps(picture.Width, width), rows = Taps(picture.Height, height);
        var pixels = new byte[picture.Channels * height * width];
        var narrow = new double[picture.Height * width];
        for (var c = 0; c < picture.Channels; c++)
        {
            ReadOnlySpan<byte> plane = picture.Pixels.AsSpan(c * picture.Height * picture.Width, picture.Height * picture.Width);
            for (var y = 0; y < picture.Height; y++)
                for (var x = 0; x < width; x++) narrow[y * width + x] = Sum(plane.Slice(y * picture.Width, picture.Width), columns[x]);
            var result = pixels.AsSpan(c * height * width, height * width);
            for (var y = 0; y < height; y++)
                for (var x = 0; x < width; x++) result[y * width + x] = ToByte(Sum(narrow, width, x, rows[y]));
        }
        return new Picture(picture.Channels, height, width, pixels);
    }

    private static double Sum(ReadOnlySpan<byte> line, Tap tap)
    {
        double sum = 0;
        for (var k = 0; k < tap.Weights.Length; k++) sum += tap.Weights[k] * line[tap.First + k];
        return sum;
    }

    private static double Sum(ReadOnlySpan<double> plane, int width, int x, Tap tap)
    {
        double sum = 0;
        for (var k = 0; k < tap.Weights.Length; k++) sum += tap.Weights[k] * plane[(tap.First + k) * width + x];
        return sum;
    }

    private static byte ToByte(double value) => (byte)Math.Clamp(Math.Floor(value + 0.5), 0, 255);

    /// <summary>For every place of the result, the places of the source that it reads and their weights (sum 1).</summary>
    private static Tap[] Taps(int from, int to)
    {
        double scale = (double)from / to, reach = Math.Max(scale, 1);
        var taps = new Tap[to];
        for (var i = 0; i < to; i++)
        {
            var centre = (i + 0.5) * scale;
            var first = Math.Max(0, (int)Math.Floor(centre - reach + 0.5));
            var last = Math.Min(from, (int)Math.Floor(centre + reach + 0.5));
            var weights = new double[last - first];
            double sum = 0;
            for (var k = 0; k < weights.Length; k++) sum += weights[k] = Math.Max(0, 1 - Math.Abs((first + k + 0.5 - centre) / reach));
            for (var k = 0; k < weights.Length; k++) weights[k] /= sum;
            taps[i] = new Tap(first, weights);
        }
        return taps;
    }

    private readonly record struct Tap(int First, double[] Weights);
}
