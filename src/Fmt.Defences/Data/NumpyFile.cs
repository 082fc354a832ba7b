using System;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>One small NumPy array: bytes or floats in C order. Nothing else of the format is read, and nothing is ever executed.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="IsBytes">Whether the elements were uint8 or bool in the file.</param>
/// <param name="Values">All elements in C order.</param>
internal sealed partial record NumpyFile(ImmutableArray<int> Shape, bool IsBytes, float[] Values)
{
    private const int LargestCount = 1 << 22;

    /// <summary>Reads .npy, or one array of a .npz.</summary>
    /// <param name="file">The file; a .npz is recognised by its content.</param>
    /// <param name="key">The array's name in a .npz.</param>
    /// <exception cref="DataException">Not NumPy's format, another element type or order, truncated, or no such array.</exception>
    public static NumpyFile Read(string file, string key = "x") => Open(file, key, ReadArray);

    /// <summary>Reads bytes of any number, without turning them into floats: a whole set of images.</summary>
    /// <param name="file">.npy, or .npz with the array <c>x</c>.</param>
    /// <exception cref="DataException">As <see cref="Read"/>, or the elements are not uint8.</exception>
    public static (ImmutableArray<int> Shape, byte[] Bytes) ReadBytes(string file) => Open(file, "x", (stream, name) =>
    {
        (var shape, var descr, var bytes) = ReadRaw(stream, name, Array.MaxLength);
        return descr == "|u1" ? (shape, bytes) : throw new DataException($"elements of type {descr}; images are uint8, 0 to 255.", name);
    });

    /// <summary>Writes float32 in C order, version 1 of the format. The file is whole or not there.</summary>
    public static void Write(string file, ReadOnlySpan<float> values, ReadOnlySpan<int> shape)
    {
        var dims = string.Join(", ", shape.ToArray()) + (shape.Length == 1 ? "," : "");
        var header = $"{{'descr': '<f4', 'fortran_order': False, 'shape': ({dims}), }}";
        // Magic, version, length and header fill a multiple of 64 bytes, the last of them a line feed.
        header = header.PadRight((header.Length + 11 + 63) / 64 * 64 - 11) + "\n";
        byte[] content = [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. new byte[4 * values.Length]];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteSingleLittleEndian(content.AsSpan(10 + header.Length + 4 * i), values[i]);
        AtomicFile.Write(file, stream => stream.Write(content));
    }

    private static T Open<T>(string file, string key, Func<Stream, string, T> read)
    {
        using var stream = DataFile.Open(file);
        Span<byte> start = stackalloc byte[2];
        var zip = stream.ReadAtLeast(start, 2, throwOnEndOfStream: false) == 2 && start.SequenceEqual("PK"u8);
        stream.Position = 0;
        if (!zip) return read(stream, file);
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            var entry = archive.GetEntry(key + ".npy") ?? throw new DataException(
                $"the archive has no array \"{key}\", only {NameList.Of([.. archive.Entries.Select(e => e.FullName)])}.", file);
            using var content = entry.Open();
            return read(content, file);
        }
        catch (InvalidDataException e)
        {
            throw new DataException($"the archive is damaged: {e.Message}", file, cause: e);
        }
    }

    private static NumpyFile ReadArray(Stream stream, string file)
    {
        (var dims, var descr, var bytes) = ReadRaw(stream, file, LargestCount);
        return new NumpyFile(dims, descr is "|u1" or "|b1", Convert(bytes, descr));
    }

    /// <summary>Shape, element type and elements as they are in the file.</summary>
    private static (ImmutableArray<int> Shape, string Descr, byte[] Bytes) ReadRaw(Stream stream, string file, int largest)
    {
        var header = ReadHeader(stream, file);
        Match type = Descr().Match(header), order = Order().Match(header), shape = Dimensions().Match(header);
        if (!type.Success || !order.Success || !shape.Success)
            throw new DataException($"the array's header is not understood: {header.Trim()}", file);
        if (order.Groups[1].Value != "False") throw new DataException("the array is in Fortran order; save it with numpy.ascontiguousarray.", file);
        var descr = type.Groups[1].Value;
        var size = descr switch
        {
            "|u1" or "|b1" => 1,
            "<f4" => 4,
            "<f8" => 8,
            _ => throw new DataException($"elements of type {descr} are not read; save the array as uint8, float32 or float64 (little-endian).", file),
        };
        var dims = ParseShape(shape.Groups[1].Value, file, largest, out var count);
        // Asked before memory is: a damaged header may promise anything.
        if ((long)count * size > Array.MaxLength || (stream.CanSeek && (long)count * size > stream.Length - stream.Position))
            throw new DataException(FormattableString.Invariant($"the array takes {(long)count * size} bytes, which are not there; is the file complete?"), file);
        var bytes = DataFile.Body(stream, count * size);
        if (bytes.Length < count * size) throw new DataException(FormattableString.Invariant($"the array takes {count * size} bytes, only {bytes.Length} are there; is the file complete?"), file);
        return (dims, descr, bytes);
    }

    private static string ReadHeader(Stream stream, string file)
    {
        Span<byte> start = stackalloc byte[12];
        var have = stream.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false);
        if (have < 10 || !IsMagic(start))
            throw new DataException("this is neither NumPy's .npy nor .npz.", file);
        int length = BinaryPrimitives.ReadUInt16LittleEndian(start[8..]);
        if (start[6] is 2 or 3)
        {
            if (stream.ReadAtLeast(start[10..], 2, throwOnEndOfStream: false) < 2) throw new DataException("the file ends within its header.", file);
            var wide = BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
            length = wide <= 1 << 20 ? (int)wide : throw new DataException("the array's header is too long; the file is damaged.", file);
        }
        else if (start[6] != 1) throw new DataException($"version {start[6]} of the .npy format is not known; 1, 2 and 3 are.", file);
        var header = new byte[length];
        if (stream.ReadAtLeast(header, length, throwOnEndOfStream: false) < length) throw new DataException("the file ends within its header.", file);
        return Encoding.UTF8.GetString(header);
    }

    private static bool IsMagic(ReadOnlySpan<byte> start) => start[0] == 0x93 && start[1..6].SequenceEqual("NUMPY"u8);

    private static ImmutableArray<int> ParseShape(string text, string file, int largest, out int count)
    {
        long product = 1;
        var dims = ImmutableArray.CreateBuilder<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n == 0 || (product *= n) > largest)
                throw new DataException($"an array of shape ({text}) is not read; no dimension is 0, and {largest} elements are the most.", file);
            dims.Add(n);
        }
        count = (int)product;
        return dims.ToImmutable();
    }

    private static float[] Convert(byte[] bytes, string descr)
    {
        var size = descr[^1] - '0';
        var values = new float[bytes.Length / size];
        for (var i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.AsSpan(i * size);
            values[i] = size switch
            {
                1 => at[0],
                4 => BinaryPrimitives.ReadSingleLittleEndian(at),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
            };
        }
        return values;
    }

    [GeneratedRegex("""['"]descr['"]\s*:\s*['"]([^'"]*)['"]""", RegexOptions.CultureInvariant)]
    private static partial Regex Descr();

    [GeneratedRegex("""['"]fortran_order['"]\s*:\s*(\w+)""", RegexOptions.CultureInvariant)]
    private static partial Regex Order();

    [GeneratedRegex("""['"]shape['"]\s*:\s*\(([^)]*)\)""", RegexOptions.CultureInvariant)]
    private static partial Regex Dimensions();
}
