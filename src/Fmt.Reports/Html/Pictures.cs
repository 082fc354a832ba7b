using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;
using SkiaSharp;

namespace Fmt.Reports.Html;

/// <summary>Pictures as PNG data URIs. They hold no words: those are the page's.</summary>
internal static class Pictures
{
    /// <summary>Height of one layer in the score map, in picture and CSS pixels.</summary>
    public const int RowHeight = 16;

    private const int CellWidth = 6;
    private static readonly SKColor AllMaps = new(0x3B, 0x7F, 0xC4);
    private static readonly SKColor MarkedMaps = new(0xE0, 0x7A, 0x10);

    /// <summary>
    /// One row per layer and one column per step of the share of misread images. The upper band is stronger where more of the layer's maps lie,
    /// the lower band shows the pruned ones alike. What is empty is transparent, so that it suits a light and a dark page.
    /// </summary>
    /// <param name="scores">The layers, at least one.</param>
    /// <param name="most">The share of misread images at the right edge, more than 0.</param>
    /// <param name="steps">Number of steps up to <paramref name="most"/>; there is one column more, for 0.</param>
    public static string ScoreMap(ImmutableArray<SiteScores> scores, double most, int steps)
    {
        return Rows([.. scores.Select(site => (Bins(Enumerable.Range(0, site.Channels), site), Bins(site.Pruned, site)))], steps);

        int[] Bins(IEnumerable<int> channels, SiteScores site) =>
            Histogram(channels.Select(channel => site.Images > 0 ? (double)site.Mispredicted[channel] / site.Images / most : 0), steps);
    }

    /// <summary>The same for the divergence of batch norms: one row per place, one column per step of the scale; the lower band shows the suspect maps.</summary>
    /// <param name="places">The places, at least one.</param>
    /// <param name="scale">Where a divergence lies.</param>
    /// <param name="steps">Number of steps over the scale.</param>
    public static string EvidenceMap(ImmutableArray<PlaceEvidence> places, LogScale scale, int steps) =>
        Rows([.. places.Select(place => (
            Histogram(place.Divergence.Select(scale.Share), steps),
            Histogram(place.Channels.Select(channel => scale.Share(place.Divergence[channel])), steps)))], steps);

    private static string Rows(ImmutableArray<(int[] All, int[] Marked)> rows, int steps)
    {
        using var bitmap = new SKBitmap(new SKImageInfo((steps + 1) * CellWidth, rows.Length * RowHeight, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.Transparent);
        using var paint = new SKPaint { IsAntialias = false, BlendMode = SKBlendMode.Src };
        for (var row = 0; row < rows.Length; row++)
        {
            Band(canvas, paint, row * RowHeight + 1, 9, AllMaps, rows[row].All);
            Band(canvas, paint, row * RowHeight + 11, 4, MarkedMaps, rows[row].Marked);
        }
        canvas.Flush();
        return ToUri(bitmap);
    }

    /// <summary>An image given channel by channel, at its own size.</summary>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="pixels">Bytes, channel by channel, row-major.</param>
    /// <exception cref="ArgumentException">Another number of channels or bytes.</exception>
    public static string Image(int channels, int height, int width, ReadOnlySpan<byte> pixels)
    {
        var plane = height * width;
        if (channels is not (1 or 3) || pixels.Length != channels * plane)
            throw new ArgumentException($"An example image of {channels}x{height}x{width} with {pixels.Length} bytes cannot be shown; 1 or 3 channels and {channels * plane} bytes were expected.", nameof(pixels));
        var interleaved = new byte[plane * 4];
        for (var i = 0; i < plane; i++)
        {
            for (var channel = 0; channel < 3; channel++) interleaved[4 * i + channel] = pixels[channels == 1 ? i : channel * plane + i];
            interleaved[4 * i + 3] = byte.MaxValue;
        }
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        interleaved.CopyTo(bitmap.GetPixelSpan());
        return ToUri(bitmap);
    }

    /// <param name="places">0 at the left edge to 1 at the right.</param>
    /// <param name="steps">Number of steps; there is one column more, for 0.</param>
    private static int[] Histogram(IEnumerable<double> places, int steps)
    {
        var bins = new int[steps + 1];
        foreach (var place in places) bins[Math.Clamp((int)Math.Round(place * steps), 0, steps)]++;
        return bins;
    }

    /// <summary>The square root keeps one map among a thousand visible.</summary>
    private static void Band(SKCanvas canvas, SKPaint paint, int top, int height, SKColor color, int[] bins)
    {
        var fullest = bins.Max();
        for (var i = 0; i < bins.Length; i++)
        {
            if (bins[i] == 0) continue;
            var weight = 0.25 + 0.75 * Math.Sqrt((double)bins[i] / fullest);
            paint.Color = color.WithAlpha((byte)Math.Round(255 * weight));
            canvas.DrawRect(i * CellWidth, top, CellWidth, height, paint);
        }
    }

    private static string ToUri(SKBitmap bitmap)
    {
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return "data:image/png;base64," + Convert.ToBase64String(data.AsSpan());
    }
}
