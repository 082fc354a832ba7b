using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>How a trigger and an image become one.</summary>
public enum TriggerMode
{
    /// <summary>x (1 - alpha mask) + alpha mask pattern: a patch, a blend.</summary>
    Replace,

    /// <summary>x + alpha mask pattern, clipped to [0,1]: a faint pattern.</summary>
    Add,
}

/// <summary>A backdoor's trigger: a fixed mark put on pixels in [0,1], before any normalisation. Immutable; holds no tensors.</summary>
public sealed class Trigger
{
    // Both modes are clip(x * keep + add).
    private readonly float[] _keep;
    private readonly float[] _add;

    /// <summary>Makes a trigger of numbers.</summary>
    /// <param name="mode">Replace or add.</param>
    /// <param name="pattern">[C,H,W] row-major; in [0,1] to replace, in [-1,1] to add.</param>
    /// <param name="mask">[H,W] or [C,H,W] in [0,1]: how strongly the pattern shows at each pixel; empty or default for everywhere.</param>
    /// <param name="alpha">Strength in (0,1]; Blended uses 0.2, a patch 1.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="ArgumentException">Wrong lengths, values out of range, or a trigger that changes nothing.</exception>
    public Trigger(TriggerMode mode, ImmutableArray<float> pattern, ImmutableArray<float> mask, double alpha, int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (!(alpha > 0 && alpha <= 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is above 0 and at most 1.");
        int area = height * width, size = channels * area;
        if (pattern.IsDefault || pattern.Length != size)
            throw new ArgumentException(FormattableString.Invariant($"The pattern has {(pattern.IsDefault ? 0 : pattern.Length)} values; {channels}x{height}x{width} take {size}."), nameof(pattern));
        if (mask.IsDefault) mask = [];
        if (mask.Length != 0 && mask.Length != area && mask.Length != size)
            throw new ArgumentException(FormattableString.Invariant($"The mask has {mask.Length} values; {height}x{width} take {area}, {channels}x{height}x{width} take {size}."), nameof(mask));
        float lowest = mode == TriggerMode.Replace ? 0 : -1;
        if (!pattern.All(v => v >= lowest && v <= 1)) throw new ArgumentException(FormattableString.Invariant($"The pattern has a value outside [{lowest},1]."), nameof(pattern));
        if (!mask.All(v => v is >= 0 and <= 1)) throw new ArgumentException("The mask has a value outside [0,1].", nameof(mask));

        (Mode, Pattern, Alpha, Channels, Height, Width) = (mode, pattern, alpha, channels, height, width);
        Mask = [.. Enumerable.Range(0, size).Select(i => mask.Length == 0 ? 1f : mask[mask.Length == area ? i % area : i])];
        float[] strength = [.. Mask.Select(m => (float)alpha * m)];
        _keep = [.. strength.Select(s => mode == TriggerMode.Replace ? 1 - s : 1)];
        _add = [.. strength.Select((s, i) => s * pattern[i])];
        bool idle = mode == TriggerMode.Replace ? strength.All(s => s == 0) : _add.All(a => a == 0);
        if (idle) throw new ArgumentException(mode == TriggerMode.Replace ? "The mask is zero everywhere: the trigger changes no pixel." : "The pattern is zero wherever the mask is not: the trigger changes no pixel.", mode == TriggerMode.Replace ? nameof(mask) : nameof(pattern));
    }

    /// <summary>Replace or add.</summary>
    public TriggerMode Mode { get; }

    /// <summary>[C,H,W] row-major, where 1 is white.</summary>
    public ImmutableArray<float> Pattern { get; }

    /// <summary>[C,H,W] row-major in [0,1].</summary>
    public ImmutableArray<float> Mask { get; }

    /// <summary>Strength in (0,1].</summary>
    public double Alpha { get; }

    /// <summary>Channels of the images it fits.</summary>
    public int Channels { get; }

    /// <summary>Rows of the images it fits.</summary>
    public int Height { get; }

    /// <summary>Columns of the images it fits.</summary>
    public int Width { get; }

    /// <summary>A rectangle of one colour (BadNets).</summary>
    /// <param name="row">First row, from 0.</param>
    /// <param name="column">First column, from 0.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="color">One byte per channel, or one for all; three equal bytes (a grey) also serve images of one channel.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="imageHeight">Rows of the images.</param>
    /// <param name="imageWidth">Columns of the images.</param>
    /// <param name="alpha">Strength in (0,1].</param>
    /// <exception cref="ArgumentException">The rectangle leaves the image, or the colour does not fit the channels.</exception>
    public static Trigger Rectangle(int row, int column, int height, int width, ReadOnlySpan<byte> color, int channels, int imageHeight, int imageWidth, double alpha = 1)
    {
        if (row < 0 || column < 0 || height < 1 || width < 1 || (long)row + height > imageHeight || (long)column + width > imageWidth)
            throw new ArgumentException(FormattableString.Invariant($"The rectangle at row {row}, column {column} of {height}x{width} pixels does not lie in images of {imageHeight}x{imageWidth}."));
        bool grey = color.Length > 0 && color.IndexOfAnyExcept(color[0]) < 0;
        if (color.Length != channels && !(grey && (color.Length == 1 || channels == 1)))
            throw new ArgumentException(FormattableString.Invariant($"A colour of {color.Length} bytes does not fit images of {channels} channels; give one byte per channel."), nameof(color));
        int area = imageHeight * imageWidth;
        var mask = new float[area];
        var pattern = new float[channels * area];
        for (int y = row; y < row + height; y++)
            for (int x = column; x < column + width; x++)
            {
                mask[y * imageWidth + x] = 1;
                for (int c = 0; c < channels; c++) pattern[c * area + y * imageWidth + x] = PixelScale.ToUnit(color[grey ? 0 : c]);
            }
        return new Trigger(TriggerMode.Replace, [.. pattern], [.. mask], alpha, channels, imageHeight, imageWidth);
    }

    /// <summary>A trigger of picture files or NumPy arrays.</summary>
    /// <param name="mode">Replace or add.</param>
    /// <param name="mask">Picture or array, white (255) where the pattern shows; null for everywhere. A mask of bytes that are only 0 and 1 counts as 0 and 255.</param>
    /// <param name="pattern">
    /// Picture (png, jpg, bmp, webp), .npy, or .npz (its array <c>x</c>): [H,W], [H,W,C] or [C,H,W], the channels C or 1.
    /// Bytes are 0..255; floats too where one of them is beyond 1 or below -1, otherwise they are taken as they are.
    /// </param>
    /// <param name="alpha">Strength in (0,1].</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="DataException">A file is missing, damaged, of another size or type, or changes no pixel.</exception>
    public static Trigger FromFiles(TriggerMode mode, string? mask, string pattern, double alpha, int channels, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        ImmutableArray<float> shown = TriggerFile.Read(pattern, isMask: false, channels, height, width);
        ImmutableArray<float> where = mask is null ? [] : TriggerFile.Read(mask, isMask: true, channels, height, width);
        try
        {
            return new Trigger(mode, shown, where, alpha, channels, height, width);
        }
        catch (ArgumentException e) when (e.ParamName is nameof(pattern) or nameof(mask))
        {
            throw new DataException(e.Message, e.ParamName == nameof(mask) ? mask ?? pattern : pattern, cause: e);
        }
    }

    /// <summary>The images with the trigger on them. Gradients flow to the images.</summary>
    /// <param name="images">[N,C,H,W] in [0,1], floating point, on any device. Not changed.</param>
    /// <returns>A new tensor [N,C,H,W] of the same type and device; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The images are of another size.</exception>
    public torch.Tensor Stamp(torch.Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.shape[1] != Channels || images.shape[2] != Height || images.shape[3] != Width)
            throw new ArgumentException(FormattableString.Invariant($"The images are [{string.Join(',', images.shape)}]; the trigger is for [N,{Channels},{Height},{Width}]."), nameof(images));
        using torch.Tensor keep = Like(images, _keep), add = Like(images, _add), kept = images * keep, sum = kept + add;
        return sum.clamp(0, 1);
    }

    /// <summary>
    /// Puts the trigger on one image of bytes. Values are rounded to the nearest byte; the attacks' published codes often cut off the fraction,
    /// which differs by one level where alpha is below 1.
    /// </summary>
    /// <param name="image">[C,H,W], changed in place.</param>
    /// <exception cref="ArgumentException">The image is of another size.</exception>
    public void Stamp(Span<byte> image)
    {
        if (image.Length != _keep.Length)
            throw new ArgumentException(FormattableString.Invariant($"The image has {image.Length} bytes; the trigger is for {Channels}x{Height}x{Width}."), nameof(image));
        for (int i = 0; i < image.Length; i++)
            image[i] = (byte)Math.Clamp(MathF.Round(image[i] * _keep[i] + 255 * _add[i]), 0, 255);
    }

    /// <summary>A set in which some images carry the trigger; with a goal they also get the label that the attack wants (a poisoned training set).</summary>
    /// <param name="set">The images.</param>
    /// <param name="indices">Which of them to stamp; naming one twice stamps it once.</param>
    /// <param name="relabel">The attack's goal; null to leave the labels.</param>
    /// <exception cref="ArgumentException">The images are of another size.</exception>
    public ImageSet Stamp(ImageSet set, IReadOnlyList<int> indices, AttackGoal? relabel = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(indices);
        var pixels = new byte[set.Count * set.ImageBytes];
        for (int i = 0; i < set.Count; i++) set.Pixels(i).CopyTo(pixels.AsSpan(i * set.ImageBytes));
        int[] labels = [.. set.Labels];
        foreach (int i in indices.Distinct())
        {
            if ((uint)i >= (uint)set.Count) throw new ArgumentOutOfRangeException(nameof(indices), i, FormattableString.Invariant($"The set has images 0 to {set.Count - 1}."));
            Stamp(pixels.AsSpan(i * set.ImageBytes, set.ImageBytes));
            if (relabel is not null) labels[i] = relabel.Apply(labels[i], set.Classes);
        }
        return set.With(pixels, labels);
    }

    private torch.Tensor Like(torch.Tensor images, float[] values)
    {
        using torch.Tensor here = torch.tensor(values, [Channels, Height, Width]);
        return here.to(images.dtype, images.device, copy: true);
    }
}
