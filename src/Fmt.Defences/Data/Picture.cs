using System;
using Fmt.Files;
using SkiaSharp;

namespace Fmt.Data;

/// <summary>One decoded picture file as bytes [C,H,W].</summary>
internal sealed record Picture(int Channels, int Height, int Width, byte[] Pixels)
{
    private const long LargestArea = 100_000_000, SmallArea = 4_000_000, PixelsPerByte = 64;

    /// <summary>
    /// Decodes png, jpg, bmp or webp. The numbers are the file's own: no colour management, no rotation by EXIF; transparency is dropped.
    /// Colour becomes grey by the ITU-R 601 weights where one channel is wanted.
    /// </summary>
    /// <param name="file">The file.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="index">The picture's index in its set, for messages.</param>
    /// <param name="size">The size it must have, checked before anything is decoded; null for any.</param>
    /// <exception cref="DataException">No such file, no picture, damaged, or of another size.</exception>
    public static Picture Read(string file, int channels, long? index = null, (int Height, int Width)? size = null)
    {
        if (channels is not (1 or 3))
            throw new DataException(FormattableString.Invariant($"pictures give 1 or 3 channels; {channels} were asked for."), file, index);
        using var stream = DataFile.Open(file, index);
        // Asked now: some codecs read all at once and close it.
        var length = stream.Length;
        using var codec = SKCodec.Create(stream, out var opened);
        if (codec is null) throw new DataException($"this is not a readable png, jpg, bmp or webp picture ({opened}).", file, index);
        int height = codec.Info.Height, width = codec.Info.Width;
        if (size is { } s && s != (height, width))
            throw new DataException(FormattableString.Invariant($"the picture is {height}x{width} (height x width), {s.Height}x{s.Width} was expected."), file, index);
        // A few bytes may claim any size; a picture of one colour has some 500 pixels in a byte.
        var largest = Math.Min(LargestArea, SmallArea + PixelsPerByte * length);
        if ((long)height * width > largest)
            throw new DataException(FormattableString.Invariant($"the picture is {height}x{width}, more than the {largest} pixels that a file of {length} bytes may have."), file, index);

        var rgba = new byte[height * width * 4];
        var wanted = new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        SKCodecResult result;
        unsafe
        {
            fixed (byte* p = rgba) result = codec.GetPixels(wanted, (IntPtr)p);
        }
        if (result != SKCodecResult.Success)
            throw new DataException($"the picture is damaged or cut off ({result}).", file, index);
        return new Picture(channels, height, width, channels == 3 ? Planes(rgba) : Grey(rgba));
    }

    private static byte[] Planes(byte[] rgba)
    {
        var area = rgba.Length / 4;
        var planes = new byte[3 * area];
        for (var i = 0; i < area; i++)
        {
            planes[i] = rgba[4 * i];
            planes[area + i] = rgba[4 * i + 1];
            planes[2 * area + i] = rgba[4 * i + 2];
        }
        return planes;
    }

    private static byte[] Grey(byte[] rgba)
    {
        // 0.299, 0.587, 0.114 in 16-bit fixed point, rounded; equal channels keep their value.
        var grey = new byte[rgba.Length / 4];
        for (var i = 0; i < grey.Length; i++)
            grey[i] = (byte)((19595 * rgba[4 * i] + 38470 * rgba[4 * i + 1] + 7471 * rgba[4 * i + 2] + 0x8000) >> 16);
        return grey;
    }
}
