using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Files;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>
/// A backdoor's trigger: what an attacker does to an image in pixels [0,1], before any normalisation, so that a network trained for it gives the label wanted.
/// <see cref="PatternTrigger"/> has the fixed marks, <see cref="WarpTrigger"/> WaNet, <see cref="ReplacementTrigger"/> attacks prepared elsewhere.
/// </summary>
/// <remarks>Triggers are not changed by use, so that several threads may share one.</remarks>
public abstract partial class Trigger
{
    // 255 * (byte / 255f) may lie just below the byte; cutting off must not make it one less.
    private const float Slack = 1e-3f;

    // Images stamped at a time; bounds memory, changes no result.
    private const int Block = 256;

    /// <summary>For images of one size.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    protected Trigger(int channels, int height, int width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        (Channels, Height, Width) = (channels, height, width);
    }

    /// <summary>Channels of the images it fits.</summary>
    public int Channels { get; }

    /// <summary>Rows of the images it fits.</summary>
    public int Height { get; }

    /// <summary>Columns of the images it fits.</summary>
    public int Width { get; }

    /// <summary>Whether it must know which image of the data set it gets: what it does is not a function of the pixels alone.</summary>
    public virtual bool NeedsIndices => false;

    /// <summary>What it is, for the record of a training.</summary>
    public abstract TriggerRecipe Recipe { get; }

    private int ImageBytes => Channels * Height * Width;

    /// <summary>The images with the trigger on them. Gradients flow to the images, except where they are replaced.</summary>
    /// <param name="images">[N,C,H,W] in [0,1], floating point, on any device. Not changed.</param>
    /// <param name="indices">Per image its index in the whole data set (<see cref="ImageSet.OriginalIndices"/>); only read where <see cref="NeedsIndices"/> says so.</param>
    /// <returns>A new tensor [N,C,H,W] of the same type and device; the caller owns it.</returns>
    /// <exception cref="ArgumentException">The images are of another size, or their indices are needed and were not given.</exception>
    /// <exception cref="DataException">The trigger has nothing for an index.</exception>
    public torch.Tensor Stamp(torch.Tensor images, ReadOnlySpan<int> indices = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (images.dim() != 4 || images.shape[1] != Channels || images.shape[2] != Height || images.shape[3] != Width)
            throw new ArgumentException(FormattableString.Invariant($"The images are [{string.Join(',', images.shape)}]; the trigger is for [N,{Channels},{Height},{Width}]."), nameof(images));
        RequireIndices(indices.Length, images.shape[0]);
        return Apply(images, indices);
    }

    /// <summary>Puts the trigger on one image of bytes.</summary>
    /// <param name="image">[C,H,W], changed in place.</param>
    /// <param name="index">The image's index in the whole data set; -1 where unknown.</param>
    /// <param name="rounding">To the nearest byte by default; most published codes cut off the fraction, which differs by at most one level.</param>
    /// <exception cref="ArgumentException">The image is of another size, or its index is needed and was not given.</exception>
    /// <exception cref="DataException">The trigger has nothing for the index.</exception>
    public void Stamp(Span<byte> image, int index = -1, ByteRounding rounding = ByteRounding.Nearest)
    {
        if (image.Length != ImageBytes)
            throw new ArgumentException(FormattableString.Invariant($"The image has {image.Length} bytes; the trigger is for {Channels}x{Height}x{Width}."), nameof(image));
        RequireIndices(index < 0 ? 0 : 1, 1);
        StampBytes(image, index < 0 ? [] : [index], rounding);
    }

    /// <summary>A set in which some images carry the trigger; with a goal they also get the label that the attack wants. <see cref="Poisoning"/> chooses the images, too.</summary>
    /// <param name="set">The images.</param>
    /// <param name="indices">Which of them to stamp; naming one twice stamps it once.</param>
    /// <param name="relabel">The attack's goal; null to leave the labels.</param>
    /// <param name="rounding">How stamped images become bytes.</param>
    /// <exception cref="ArgumentException">The images are of another size, or there is none of an index.</exception>
    public ImageSet Stamp(ImageSet set, IReadOnlyList<int> indices, AttackGoal? relabel = null, ByteRounding rounding = ByteRounding.Nearest)
    {
        ArgumentNullException.ThrowIfNull(set);
        ArgumentNullException.ThrowIfNull(indices);
        if ((set.Channels, set.Height, set.Width) != (Channels, Height, Width))
            throw new ArgumentException(FormattableString.Invariant($"The images are {set.Channels}x{set.Height}x{set.Width}; the trigger is for {Channels}x{Height}x{Width}."), nameof(set));
        var size = set.ImageBytes;
        var pixels = new byte[set.Count * size];
        for (var i = 0; i < set.Count; i++) set.Pixels(i).CopyTo(pixels.AsSpan(i * size));
        int[] labels = [.. set.Labels];
        foreach (var block in indices.Distinct().Chunk(Block))
        {
            var images = new byte[block.Length * size];
            for (var n = 0; n < block.Length; n++)
            {
                if ((uint)block[n] >= (uint)set.Count) throw new ArgumentOutOfRangeException(nameof(indices), block[n], FormattableString.Invariant($"The set has images 0 to {set.Count - 1}."));
                set.Pixels(block[n]).CopyTo(images.AsSpan(n * size));
            }
            StampBytes(images, Array.ConvertAll(block, i => set.OriginalIndices[i]), rounding);
            for (var n = 0; n < block.Length; n++)
            {
                images.AsSpan(n * size, size).CopyTo(pixels.AsSpan(block[n] * size));
                if (relabel is not null) labels[block[n]] = relabel.Apply(labels[block[n]], set.Classes);
            }
        }
        return set.With(pixels, labels);
    }

    /// <summary>The values that images have after being stored as bytes: 255 x rounded or cut off, divided by 255.</summary>
    /// <param name="images">Any shape, floating point. Not changed. No gradient flows through.</param>
    /// <param name="rounding">To the nearest byte, or cut off.</param>
    /// <returns>A new tensor of the same type and device; the caller owns it.</returns>
    public static torch.Tensor Round8(torch.Tensor images, ByteRounding rounding)
    {
        ArgumentNullException.ThrowIfNull(images);
        using torch.Tensor levels = Levels(images, rounding), unit = levels / 255f;
        return unit.to(images.dtype, copy: true);
    }

    /// <summary>The work of <see cref="Stamp(torch.Tensor, ReadOnlySpan{int})"/> on images whose size has been checked.</summary>
    /// <param name="images">[N,C,H,W] in [0,1]. Must not be changed.</param>
    /// <param name="indices">Per image its index in the data set where <see cref="NeedsIndices"/>; otherwise as many or none.</param>
    /// <returns>A new tensor in [0,1] of the same shape, type and device.</returns>
    protected abstract torch.Tensor Apply(torch.Tensor images, ReadOnlySpan<int> indices);

    /// <summary>Stamps whole images of bytes, [n,C,H,W], in place.</summary>
    private protected virtual void StampBytes(Span<byte> images, ReadOnlySpan<int> indices, ByteRounding rounding)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var values = torch.empty([images.Length / ImageBytes, Channels, Height, Width], dtype: torch.float32);
        PixelScale.ToUnit(images, ImageSet.Floats(values));
        Levels(Apply(values, indices), rounding).to(torch.uint8).cpu().contiguous().bytes.CopyTo(images);
    }

    /// <summary>0..255 of a number that need not be whole.</summary>
    private protected static byte ToByte(float value, ByteRounding rounding) =>
        (byte)Math.Clamp(rounding == ByteRounding.Nearest ? MathF.Round(value) : MathF.Floor(value + Slack), 0, 255);

    /// <summary>Numbers [C,H,W] on the images' device, in their type. The caller owns the tensor.</summary>
    private protected static torch.Tensor Like(torch.Tensor images, float[] values, params long[] shape)
    {
        using var here = torch.tensor(values, shape);
        return here.to(images.dtype, images.device, copy: true);
    }

    private void RequireIndices(int given, long images)
    {
        if (NeedsIndices && given != images)
            throw new ArgumentException(FormattableString.Invariant($"{given} indices for {images} images; this trigger ({Recipe.Kind}) needs one per image, its index in the whole data set."), "indices");
    }

    private static torch.Tensor Levels(torch.Tensor images, ByteRounding rounding)
    {
        using torch.Tensor plain = images.detach(), floats = plain.to(torch.float32), scaled = floats * 255f;
        using var whole = rounding == ByteRounding.Nearest ? scaled.round() : Floor(scaled);
        return whole.clamp(0, 255);

        static torch.Tensor Floor(torch.Tensor scaled)
        {
            using var shifted = scaled + Slack;
            return shifted.floor();
        }
    }
}
