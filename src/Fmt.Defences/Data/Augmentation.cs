using System;

namespace Fmt.Data;

/// <summary>Random changes of training images: a crop after zero padding, then a mirror image, then a black square.</summary>
/// <param name="Crop">Black pixels added on every side before a crop of the original size is taken; 0 for no crop. PyTorch's <c>RandomCrop(size, padding)</c>.</param>
/// <param name="Flip">Mirror left and right with probability one half. PyTorch's <c>RandomHorizontalFlip</c>. Not where a mirror image means something else (traffic signs, digits).</param>
public sealed record Augmentation(int Crop = 0, bool Flip = false)
{
    /// <summary>Images as they are.</summary>
    public static Augmentation None { get; } = new();

    /// <summary>Black pixels added on every side, 0 or more.</summary>
    public int Crop { get; init => field = Padding(value); } = Padding(Crop);

    /// <summary>
    /// Side of a square that is blackened at a random place of every image, 0 for none (Cutout, DeVries and Taylor 2017, arXiv 1708.04552). Its middle is any pixel of the image,
    /// so that a part of it may lie outside.
    /// </summary>
    public int Cutout { get; init => field = value >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(Cutout), value, "The side of the black square is 0 or more pixels."); }

    /// <summary>Copies one image as floats in [0,1], moved and mirrored.</summary>
    /// <param name="image">Bytes, [C,H,W].</param>
    /// <param name="to">Floats, [C,H,W]; all are written.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="place">Where the crop lies, and whether to mirror.</param>
    internal static void Place(ReadOnlySpan<byte> image, Span<float> to, int height, int width, Placement place)
    {
        if (place == default)
        {
            PixelScale.ToUnit(image, to);
            return;
        }
        // Columns left..right of the result have a source; the others show the padding.
        var left = Math.Clamp(-place.Right, 0, width);
        var right = Math.Clamp(width - place.Right, 0, width);
        var rows = image.Length / width;
        for (var row = 0; row < rows; row++)
        {
            var y = row % height + place.Down;
            var line = to.Slice(row * width, width);
            line.Clear();
            if (y < 0 || y >= height || left >= right) continue;
            var source = (row - row % height + y) * width;
            PixelScale.ToUnit(image.Slice(source + left + place.Right, right - left), line[left..]);
            if (place.Mirror) line.Reverse();
        }
    }

    /// <summary>Blackens this augmentation's square in one image.</summary>
    /// <param name="image">Floats, [C,H,W], changed in place.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="random">Where the place is drawn from; not touched where there is no square.</param>
    internal void Cut(Span<float> image, int height, int width, RandomSource random)
    {
        if (Cutout == 0) return;
        var (top, left) = (random.NextInt(height) - Cutout / 2, random.NextInt(width) - Cutout / 2);
        var (first, last) = (Math.Max(left, 0), Math.Min(left + Cutout, width));
        if (first >= last) return;
        for (var row = 0; row < image.Length / width; row++)
            if (row % height >= top && row % height < top + Cutout) image[(row * width + first)..(row * width + last)].Clear();
    }

    private static int Padding(int crop) =>
        crop >= 0 ? crop : throw new ArgumentOutOfRangeException(nameof(Crop), crop, "The padding of a crop is 0 or more pixels.");

    /// <summary>Draws the placement of the next image.</summary>
    internal Placement Draw(RandomSource crop, RandomSource flip)
    {
        Placement place = default;
        if (Crop > 0) place = new Placement(crop.NextInt(2 * Crop + 1) - Crop, crop.NextInt(2 * Crop + 1) - Crop, false);
        return Flip ? place with { Mirror = (flip.NextUInt64() >> 63) != 0 } : place;
    }
}
