using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Data;
using Fmt.Files;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>
/// An attack prepared elsewhere: every triggered image is given, and replaces the data set's image of the same index. SSBA (Li et al. 2021, arXiv 2012.03816),
/// label-consistent attacks, and whatever else makes images by a program of its own.
/// </summary>
/// <remarks>
/// Indices are those of the whole data set in the order it is read (<see cref="ImageSet.OriginalIndices"/>), training and test images apart: an attack has one trigger for each of the two.
/// What comes out does not depend on the pixels that go in, so no gradient flows to them. Holds no tensors.
/// </remarks>
public sealed class ReplacementTrigger : Trigger
{
    private readonly ImmutableArray<byte> _pixels;
    private readonly Dictionary<int, int> _places;
    private readonly string? _source;

    /// <summary>A trigger of given images.</summary>
    /// <param name="pixels">The images, [n,C,H,W] row-major.</param>
    /// <param name="indices">Which image of the data set each of them replaces; empty or default for 0, 1, 2, ...</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="source">The file they are from, for messages.</param>
    /// <exception cref="DataException">No images, a wrong length, or an index that is negative or given twice.</exception>
    public ReplacementTrigger(ImmutableArray<byte> pixels, ImmutableArray<int> indices, int channels, int height, int width, string? source = null)
        : base(channels, height, width)
    {
        int size = channels * height * width, count = pixels.IsDefault ? 0 : pixels.Length / size;
        if (count == 0 || pixels.Length % size != 0)
            throw new DataException(FormattableString.Invariant($"{(pixels.IsDefault ? 0 : pixels.Length)} bytes of replacing images; each of {channels}x{height}x{width} takes {size}."), source);
        int[] given = indices.IsDefaultOrEmpty ? [.. Enumerable.Range(0, count)] : [.. indices];
        if (given.Length != count) throw new DataException(FormattableString.Invariant($"{given.Length} indices for {count} replacing images."), source);
        _places = [];
        for (var n = 0; n < count; n++)
        {
            if (given[n] < 0 || !_places.TryAdd(given[n], n))
                throw new DataException(given[n] < 0 ? "a replacing image has a negative index." : "two replacing images have the same index.", source, given[n]);
        }
        (_pixels, _source) = (pixels, source);
        Recipe = TriggerRecipe.Of("files", ("images", count), ("pixels", TriggerRecipe.Digest(pixels.AsSpan())), ("indices", TriggerRecipe.Digest<int>(given)));
    }

    /// <summary>Number of images given.</summary>
    public int Count => _places.Count;

    /// <inheritdoc/>
    public override bool NeedsIndices => true;

    /// <inheritdoc/>
    public override TriggerRecipe Recipe { get; }

    /// <summary>Whether there is an image for this index of the data set.</summary>
    public bool Has(int index) => _places.ContainsKey(index);

    /// <summary>Reads the images of an attack.</summary>
    /// <param name="path">
    /// <c>.npy</c>, or <c>.npz</c> with the array <c>x</c>: uint8 [n,H,W,C] or [n,C,H,W], image i for index i. Or a folder of pictures named by their index: <c>7.png</c>, <c>00007.png</c>.
    /// </param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="DataException">Missing, damaged, of another size or type, a picture whose name is no index.</exception>
    public static ReplacementTrigger FromFiles(string path, int channels, int height, int width)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Directory.Exists(path) ? FromFolder(path, channels, height, width) : FromArray(path, channels, height, width);
    }

    /// <inheritdoc/>
    protected override torch.Tensor Apply(torch.Tensor images, ReadOnlySpan<int> indices)
    {
        using var values = torch.empty([indices.Length, Channels, Height, Width], dtype: torch.float32);
        var floats = ImageSet.Floats(values);
        for (var n = 0; n < indices.Length; n++)
        {
            var image = Image(indices[n]);
            PixelScale.ToUnit(image, floats.Slice(n * image.Length, image.Length));
        }
        return values.to(images.dtype, images.device, copy: true);
    }

    private protected override void StampBytes(Span<byte> images, ReadOnlySpan<int> indices, ByteRounding rounding)
    {
        var size = images.Length / indices.Length;
        for (var n = 0; n < indices.Length; n++) Image(indices[n]).CopyTo(images.Slice(n * size, size));
    }

    private ReadOnlySpan<byte> Image(int index)
    {
        if (!_places.TryGetValue(index, out var place))
            throw new DataException(FormattableString.Invariant($"the attack has no image for this index of the data set; it has {Count} images, the first for {_places.Keys.Min()}, the last for {_places.Keys.Max()}."), _source, index);
        var size = Channels * Height * Width;
        return _pixels.AsSpan().Slice(place * size, size);
    }

    private static ReplacementTrigger FromArray(string file, int channels, int height, int width)
    {
        (var shape, var bytes) = NumpyFile.ReadBytes(file);
        var last = shape.Length == 4 && (shape[1], shape[2], shape[3]) == (height, width, channels);
        var first = shape.Length == 4 && (shape[1], shape[2], shape[3]) == (channels, height, width);
        if (!first && !last && !(channels == 1 && shape.Length == 3 && (shape[1], shape[2]) == (height, width)))
            throw new DataException(FormattableString.Invariant($"the array has shape ({string.Join(", ", shape)}); (n, {height}, {width}, {channels}) or (n, {channels}, {height}, {width}) was expected."), file);
        if (last && !first && channels > 1) bytes = ChannelsFirst(bytes, channels, height * width);
        return new ReplacementTrigger(ImmutableCollectionsMarshal.AsImmutableArray(bytes), [], channels, height, width, file);
    }

    private static byte[] ChannelsFirst(byte[] pixels, int channels, int area)
    {
        var planes = new byte[pixels.Length];
        for (var image = 0; image < pixels.Length; image += channels * area)
            for (var c = 0; c < channels; c++)
                for (var i = 0; i < area; i++) planes[image + c * area + i] = pixels[image + i * channels + c];
        return planes;
    }

    private static ReplacementTrigger FromFolder(string folder, int channels, int height, int width)
    {
        string[] pictures = [.. Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f).ToLowerInvariant() is ".png" or ".bmp" or ".webp" or ".jpg" or ".jpeg").Order(StringComparer.Ordinal)];
        if (pictures.Length == 0) throw new DataException("the folder has no picture (png, jpg, bmp, webp).", folder);
        var size = channels * height * width;
        if ((long)size * pictures.Length > Array.MaxLength) throw new DataException(FormattableString.Invariant($"{pictures.Length} pictures of {size} bytes are more than one trigger can hold."), folder);
        var pixels = new byte[size * pictures.Length];
        var indices = new int[pictures.Length];
        for (var n = 0; n < pictures.Length; n++)
        {
            if (!int.TryParse(Path.GetFileNameWithoutExtension(pictures[n]), NumberStyles.None, CultureInfo.InvariantCulture, out indices[n]))
                throw new DataException("the picture's name is not an index of the data set, such as 7.png or 00007.png.", pictures[n]);
            Picture.Read(pictures[n], channels, indices[n], (height, width)).Pixels.CopyTo(pixels, n * size);
        }
        return new ReplacementTrigger(ImmutableCollectionsMarshal.AsImmutableArray(pixels), [.. indices], channels, height, width, folder);
    }
}
