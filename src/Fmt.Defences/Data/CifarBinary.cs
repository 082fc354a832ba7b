using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>
/// Reads the binary version of CIFAR-10: records of a label byte, then 3 x 32 x 32 bytes (red, green, blue; row-major). Other data sets use the layout too.
/// </summary>
public static class CifarBinary
{
    private const int Side = 32;
    private const int LongestNames = 1 << 20;
    private const int Record = 1 + 3 * Side * Side;

    /// <summary>Reads one file.</summary>
    /// <param name="file">For instance <c>test_batch.bin</c>.</param>
    /// <param name="classes">Number of classes; every label byte is below it.</param>
    /// <param name="classNames">A name per class, if known.</param>
    /// <exception cref="DataException">No such file, a length that is not a whole number of records, or a label out of range.</exception>
    public static ImageSet Read(string file, int classes = 10, ImmutableArray<string> classNames = default) => Read([file], classes, classNames);

    /// <summary>Reads several files as one set, in the order given.</summary>
    /// <inheritdoc cref="Read(string, int, ImmutableArray{string})"/>
    public static ImageSet Read(IReadOnlyList<string> files, int classes = 10, ImmutableArray<string> classNames = default)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (files.Count == 0) throw new DataException("no file was given; at least one is needed.");
        int[] counts = [.. files.Select(CountRecords)];
        var images = counts.Sum(c => (long)c);
        if (images * (Record - 1) > Array.MaxLength)
            throw new DataException(FormattableString.Invariant($"{images} images are more than one set can hold; read fewer files."), files[0]);

        var pixels = new byte[images * (Record - 1)];
        var labels = new int[images];
        var at = 0;
        for (var f = 0; f < files.Count; f++)
        {
            ReadRecords(files[f], classes, pixels.AsSpan(at * (Record - 1), counts[f] * (Record - 1)), labels.AsSpan(at, counts[f]));
            at += counts[f];
        }
        return new ImageSet(
            ImmutableCollectionsMarshal.AsImmutableArray(pixels), ImmutableCollectionsMarshal.AsImmutableArray(labels),
            3, Side, Side, classes, classNames, files.Count == 1 ? files[0] : Path.GetDirectoryName(files[0]));
    }

    /// <summary>
    /// Reads the usual files of a folder: <c>data_batch_*.bin</c> or <c>test_batch.bin</c>; class names from <c>batches.meta.txt</c> where it is there and fits.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="part">Training or test images.</param>
    /// <param name="classes">Number of classes; every label byte is below it.</param>
    /// <exception cref="DataException">The folder lacks the files, or a file is wrong.</exception>
    public static ImageSet ReadFolder(string folder, DataPart part, int classes = 10)
    {
        var files = part == DataPart.Train
            ? DataFile.FindAll(folder, "data_batch_", ".bin")
            : [DataFile.Find(folder, "test_batch.bin")];
        return Read(files, classes, ClassNames(folder, classes));
    }

    private static ImmutableArray<string> ClassNames(string folder, int classes)
    {
        var file = Path.Combine(folder, "batches.meta.txt");
        if (!File.Exists(file)) return default;
        string[] names = [.. Encoding.UTF8.GetString(DataFile.ReadSmall(file, LongestNames)).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        return names.Length == classes ? [.. names] : default;
    }

    private static int CountRecords(string file)
    {
        using var stream = DataFile.Open(file);
        var records = Math.DivRem(stream.Length, Record, out var rest);
        if (stream.Length == 0) throw new DataException($"the file is empty; records of {Record} bytes were expected.", file);
        if (rest == 0) return checked((int)records);
        var hint = stream.Length % (Record + 1) == 0 ? " Its length would fit CIFAR-100, whose records have two label bytes; that layout is not read." : " Is the file complete?";
        throw new DataException(FormattableString.Invariant($"{stream.Length} bytes are {records} records of {Record} bytes and {rest} bytes more.{hint}"), file);
    }

    private static void ReadRecords(string file, int classes, Span<byte> pixels, Span<int> labels)
    {
        using var stream = DataFile.Open(file);
        Span<byte> record = stackalloc byte[Record];
        for (var i = 0; i < labels.Length; i++)
        {
            if (stream.ReadAtLeast(record, Record, throwOnEndOfStream: false) < Record)
                throw new DataException("the file ended early; was it written to meanwhile?", file, i);
            if (record[0] >= classes)
                throw new DataException($"label {record[0]} where 0 to {classes - 1} was expected ({classes} classes). Another number of classes, or not this layout?", file, i);
            labels[i] = record[0];
            record[1..].CopyTo(pixels.Slice(i * (Record - 1), Record - 1));
        }
    }
}
