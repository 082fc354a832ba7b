using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Files;
using TorchSharp;

namespace Fmt.Data;

/// <summary>Labelled images of one size, kept as bytes. Immutable; safe to read from several threads.</summary>
/// <remarks>Pixels are C x H x W, row-major, 0..255; as tensors they are byte / 255 in float32, in [0,1].</remarks>
public sealed partial class ImageSet
{
    private readonly ImmutableArray<byte> _pixels;

    /// <summary>Takes images and labels, and checks that they fit together.</summary>
    /// <param name="pixels">All images in order, [N,C,H,W] row-major.</param>
    /// <param name="labels">One label per image, 0 to <paramref name="classes"/> - 1.</param>
    /// <param name="channels">1 or 3, say.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="classes">Number of classes the labels are from.</param>
    /// <param name="classNames">A name per class; <c>"0"</c>, <c>"1"</c>, ... where not given.</param>
    /// <param name="source">The file the images are from, for messages.</param>
    /// <exception cref="DataException">No images, a label out of range, or numbers that do not fit.</exception>
    public ImageSet(
        ImmutableArray<byte> pixels, ImmutableArray<int> labels, int channels, int height, int width, int classes,
        ImmutableArray<string> classNames = default, string? source = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(channels);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (labels.IsDefaultOrEmpty) throw new DataException("there are no images; at least one is needed.", source);
        var expected = (long)labels.Length * channels * height * width;
        if (pixels.IsDefault || pixels.Length != expected)
            throw new DataException(Text($"{(pixels.IsDefault ? 0 : pixels.Length)} bytes of pixels for {labels.Length} labels; {labels.Length} images of {channels}x{height}x{width} take {expected}."), source);
        if (!classNames.IsDefault && classNames.Length != classes)
            throw new DataException(Text($"{classNames.Length} class names for {classes} classes; give one per class, or none."), source);
        var wrong = labels.AsSpan().IndexOfAnyExceptInRange(0, classes - 1);
        if (wrong >= 0)
            throw new DataException(Text($"label {labels[wrong]} where 0 to {classes - 1} was expected ({classes} classes); is the number of classes right?"), source, wrong);

        _pixels = pixels;
        Labels = labels;
        OriginalIndices = [.. Enumerable.Range(0, labels.Length)];
        (Channels, Height, Width, Classes, Source) = (channels, height, width, classes, source);
        ClassNames = classNames.IsDefault
            ? [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))]
            : classNames;
    }

    /// <summary>Number of images, at least 1.</summary>
    public int Count => Labels.Length;

    /// <summary>Channels of every image.</summary>
    public int Channels { get; }

    /// <summary>Rows of every image.</summary>
    public int Height { get; }

    /// <summary>Columns of every image.</summary>
    public int Width { get; }

    /// <summary>Number of classes; a class may have no image (see <see cref="RequireEveryClass"/>).</summary>
    public int Classes { get; }

    /// <summary>One name per class.</summary>
    public ImmutableArray<string> ClassNames { get; }

    /// <summary>One label per image, 0 to <see cref="Classes"/> - 1.</summary>
    public ImmutableArray<int> Labels { get; }

    /// <summary>
    /// Per image its index in the set that was read or made first: subsets, samples and stamped copies keep it, so that what was prepared per image of a data set is found again.
    /// </summary>
    public ImmutableArray<int> OriginalIndices { get; private init; }

    /// <summary>The file or folder the images are from; null where they were made in memory.</summary>
    public string? Source { get; }

    /// <summary>Bytes of one image: channels x height x width.</summary>
    public int ImageBytes => Channels * Height * Width;

    /// <summary>The bytes of one image, [C,H,W] row-major.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no image of this index.</exception>
    public ReadOnlySpan<byte> Pixels(int i)
    {
        Check(i);
        return _pixels.AsSpan().Slice(i * ImageBytes, ImageBytes);
    }

    /// <summary>The images as float32 [n,C,H,W] in [0,1]: byte / 255. The caller owns the tensor.</summary>
    /// <param name="indices">Which images, in which order; repetitions are allowed.</param>
    /// <param name="device">Where the tensor is to be; the CPU where null.</param>
    public torch.Tensor Images(ReadOnlySpan<int> indices, torch.Device? device = null)
    {
        var size = ImageBytes;
        foreach (var i in indices) Check(i);
        var images = torch.empty([indices.Length, Channels, Height, Width], dtype: torch.float32);
        var values = Floats(images);
        for (var n = 0; n < indices.Length; n++) PixelScale.ToUnit(Pixels(indices[n]), values.Slice(n * size, size));
        return Move(images, device);
    }

    /// <summary>The labels as int64 [n]. The caller owns the tensor.</summary>
    /// <param name="indices">Which images, in which order.</param>
    /// <param name="device">Where the tensor is to be; the CPU where null.</param>
    public torch.Tensor LabelTensor(ReadOnlySpan<int> indices, torch.Device? device = null)
    {
        foreach (var i in indices) Check(i);
        var labels = torch.empty([indices.Length], dtype: torch.int64);
        var values = MemoryMarshal.Cast<byte, long>(labels.bytes);
        for (var n = 0; n < indices.Length; n++) values[n] = Labels[indices[n]];
        return Move(labels, device);
    }

    /// <summary>The live floats of a contiguous CPU tensor; valid as long as the tensor is.</summary>
    internal static Span<float> Floats(torch.Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>The tensor on the device; where that means a copy, the original is disposed.</summary>
    internal static torch.Tensor Move(torch.Tensor tensor, torch.Device? device)
    {
        if (device is null || device.type == DeviceType.CPU) return tensor;
        using (tensor) return tensor.to(device);
    }

    private void Check(int i)
    {
        if ((uint)i >= (uint)Count)
            throw new ArgumentOutOfRangeException(nameof(i), i, Text($"The set has images 0 to {Count - 1}."));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
