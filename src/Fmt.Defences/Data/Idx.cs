using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Runtime.InteropServices;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>Reads IDX files (MNIST, Fashion-MNIST, KMNIST), plain or gzipped: grey images [N,H,W] and their labels.</summary>
public static class Idx
{
    private const int ImageMagic = 0x00000803;
    private const int LabelMagic = 0x00000801;

    /// <summary>Reads a pair of files.</summary>
    /// <param name="imagesFile">For instance <c>train-images-idx3-ubyte</c>; gzip is recognised by content.</param>
    /// <param name="labelsFile">For instance <c>train-labels-idx1-ubyte</c>.</param>
    /// <param name="classes">Number of classes; every label is below it.</param>
    /// <returns>A set of one channel.</returns>
    /// <exception cref="DataException">A file is missing, truncated, too long, not IDX, or the two do not belong together.</exception>
    public static ImageSet Read(string imagesFile, string labelsFile, int classes = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        (var size, var pixels) = ReadFile(imagesFile, ImageMagic, 3, "images");
        (var count, var bytes) = ReadFile(labelsFile, LabelMagic, 1, "labels");
        if (size[0] != count[0])
            throw new DataException(FormattableString.Invariant($"{count[0]} labels for {size[0]} images of {Path.GetFileName(imagesFile)}; do the two files belong together?"), labelsFile);
        var labels = new int[bytes.Length];
        for (var i = 0; i < labels.Length; i++)
        {
            if (bytes[i] >= classes) throw new DataException($"label {bytes[i]} where 0 to {classes - 1} was expected ({classes} classes).", labelsFile, i);
            labels[i] = bytes[i];
        }
        return new ImageSet(
            ImmutableCollectionsMarshal.AsImmutableArray(pixels), ImmutableCollectionsMarshal.AsImmutableArray(labels),
            1, size[1], size[2], classes, source: imagesFile);
    }

    /// <summary>Reads the usual files of a folder: <c>train-images-idx3-ubyte</c> or <c>t10k-images-idx3-ubyte</c> with their labels, with or without <c>.gz</c>.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">Training or test images.</param>
    /// <param name="classes">Number of classes.</param>
    /// <exception cref="DataException">The folder lacks a file, or a file is wrong.</exception>
    public static ImageSet ReadFolder(string folder, DataPart part, int classes = 10)
    {
        var stem = part == DataPart.Train ? "train" : "t10k";
        string Find(string kind) => DataFile.Find(folder, $"{stem}-{kind}-ubyte", $"{stem}-{kind}-ubyte.gz", $"{stem}-{kind.Replace('-', '.')}-ubyte");
        return Read(Find("images-idx3"), Find("labels-idx1"), classes);
    }

    private static (int[] Size, byte[] Data) ReadFile(string file, int magic, int dimensions, string what)
    {
        using var raw = DataFile.Open(file);
        var zipped = raw.ReadByte() == 0x1F && raw.ReadByte() == 0x8B;
        raw.Position = 0;
        using Stream stream = zipped ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        try
        {
            var size = ReadHeader(stream, file, magic, dimensions, what);
            long expected = 1;
            foreach (var n in size) expected = expected > Array.MaxLength ? expected : expected * n;
            if (expected > Array.MaxLength) throw new DataException("the header promises more than one set can hold; the file is damaged or not IDX.", file);
            return (size, ReadBody(stream, (int)expected, file));
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"the gzip data are damaged: {e.Message}", file, cause: e);
        }
    }

    private static int[] ReadHeader(Stream stream, string file, int magic, int dimensions, string what)
    {
        Span<byte> header = stackalloc byte[4 + 4 * dimensions];
        var have = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        var found = have < 4 ? 0 : BinaryPrimitives.ReadInt32BigEndian(header);
        if (have >= 4 && found != magic) throw new DataException($"the file begins with 0x{found:X8}; IDX {what} begin with 0x{magic:X8}.", file);
        if (have < header.Length) throw new DataException($"the file ends within its header of {header.Length} bytes.", file);
        var size = new int[dimensions];
        for (var d = 0; d < dimensions; d++)
        {
            size[d] = BinaryPrimitives.ReadInt32BigEndian(header[(4 + 4 * d)..]);
            if (size[d] <= 0) throw new DataException(FormattableString.Invariant($"dimension {d} is {size[d]} in the header; it must be positive."), file);
        }
        return size;
    }

    /// <summary>Exactly the expected bytes, and not one more.</summary>
    private static byte[] ReadBody(Stream stream, int expected, string file)
    {
        var body = DataFile.Body(stream, expected);
        if (body.Length == expected && stream.ReadByte() < 0) return body;
        var problem = body.Length < expected ? FormattableString.Invariant($"only {body.Length} are there; is the file complete?") : "there are more.";
        throw new DataException(FormattableString.Invariant($"the header promises {expected} bytes, {problem}"), file);
    }
}
