using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Fmt.Weights;

/// <summary>
/// Reads a zip's directory strictly: every entry has a name of its own, its local header says the same as the directory, and no two share bytes. Nothing is unpacked or copied.
/// (Format: PKWARE's APPNOTE, with the 64-bit records that PyTorch writes.)
/// </summary>
internal sealed class ZipDirectory
{
    /// <summary>What to do about a zip that is none.</summary>
    public const string Again = "The file is damaged or cut off: fetch or write it again";

    private const int EndLength = 22, End64Length = 56, LocatorLength = 20, EntryLength = 46, LocalLength = 30, LongestComment = ushort.MaxValue, EntryCost = 6 * ReadingBudget.Object;
    private const uint Wide = uint.MaxValue;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly ReadingBudget _budget;
    private long _begin;

    private ZipDirectory(ReadOnlyMemory<byte> file, ReadingBudget budget) => (_file, _budget) = (file, budget);

    /// <summary>The entries by name.</summary>
    /// <exception cref="CheckpointException">It is no whole zip, or its entries are not what the directory says.</exception>
    public static Dictionary<string, ZipEntry> Read(ReadOnlyMemory<byte> file, ReadingBudget budget) => new ZipDirectory(file, budget).Read();

    private Dictionary<string, ZipEntry> Read()
    {
        (_begin, var size, var count) = Place();
        var at = _begin;
        var entries = new Dictionary<string, ZipEntry>(StringComparer.Ordinal);
        for (long i = 0; i < count; i++)
        {
            var entry = Entry(ref at);
            if (!entries.TryAdd(entry.Name, entry)) throw Bad("two entries have one name", entry.Name);
        }
        if (at != _begin + size) throw Bad("its directory is not as long as it says");
        var end = 0;
        foreach (var entry in entries.Values.OrderBy(e => e.Header))
        {
            if (entry.Header < end) throw Bad("an entry shares bytes with another", entry.Name);
            end = entry.End;
        }
        return entries;
    }

    /// <summary>Where the directory begins, its length and the number of its entries, from the record at the file's end.</summary>
    private (long Begin, long Size, long Count) Place()
    {
        var at = _file.Length - EndLength;
        var least = Math.Max(0, at - LongestComment);
        while (at >= least && !(U32(at) == 0x06054b50 && U16(at + 20) == _file.Length - at - EndLength)) at--;
        if (at < least) throw Bad("its directory, at the end, is missing");
        (long begin, long size, long count) = (U32(at + 16), U32(at + 12), U16(at + 10));
        long end = at;
        if (begin == Wide || size == Wide || count == ushort.MaxValue)
        {
            if (U32(at - LocatorLength) != 0x07064b50 || U64(at - LocatorLength + 8) is var wide && (wide > at - LocatorLength - End64Length || U32(wide) != 0x06064b50)) throw Bad("its directory's 64-bit record is missing");
            (begin, size, count, end) = (U64(wide + 48), U64(wide + 40), U64(wide + 32), wide);
        }
        return begin <= end && size <= end - begin && count <= size / EntryLength ? (begin, size, count) : throw Bad("its directory does not lie inside the file");
    }

    private ZipEntry Entry(ref long at)
    {
        if (U32(at) != 0x02014b50) throw Bad("its directory is damaged");
        int nameLength = U16(at + 28), extraLength = U16(at + 30), flags = U16(at + 8), method = U16(at + 10);
        long extra = at + EntryLength + nameLength, next = extra + extraLength + U16(at + 32);
        var raw = Bytes(at + EntryLength, nameLength).Span;
        if (!_budget.Takes(EntryCost + 2L * nameLength)) throw _budget.Spent("the entries of its zip", null, Again);
        // Bit 11: the name is UTF-8. Else it is any code page's; all that is looked for is ASCII.
        var name = ((flags & 0x800) != 0 ? Encoding.UTF8 : Encoding.Latin1).GetString(raw);
        var (packed, length, header) = Sizes(at, extra, extra + extraLength, name);
        var start = Local(header, packed, raw, method, name);
        var plain = method == 0 && (flags & 1) == 0 && packed == length;
        var entry = new ZipEntry(name, (int)header, (int)(start + packed), Bytes(start, packed), plain, U32(at + 16));
        at = next;
        return entry;
    }

    /// <summary>Packed length, length and the local header's place; where 32 bits do not hold them, from the 64-bit extra field, in this order.</summary>
    private (long Packed, long Length, long Header) Sizes(long at, long extra, long end, string name)
    {
        (long packed, long length, long header) = (U32(at + 20), U32(at + 24), U32(at + 42));
        if (packed != Wide && length != Wide && header != Wide) return (packed, length, header);
        while (extra + 4 <= end && U16(extra) != 1) extra += 4 + U16(extra + 2);
        extra += 4;
        if (length == Wide) (length, extra) = (U64(extra), extra + 8);
        if (packed == Wide) (packed, extra) = (U64(extra), extra + 8);
        if (header == Wide) (header, extra) = (U64(extra), extra + 8);
        return extra <= end ? (packed, length, header) : throw Bad("an entry's 64-bit sizes are missing", name);
    }

    /// <summary>Where the entry's bytes begin: behind the local header, which must tell the same as the directory.</summary>
    private long Local(long header, long packed, ReadOnlySpan<byte> name, int method, string shown)
    {
        if (header > _begin - LocalLength || U32(header) != 0x04034b50) throw Bad("an entry is not where the directory says", shown);
        int nameLength = U16(header + 26), extraLength = U16(header + 28);
        if (U16(header + 8) != method || !Bytes(header + LocalLength, nameLength).Span.SequenceEqual(name)) throw Bad("an entry's own header names another one than the directory", shown);
        var start = header + LocalLength + nameLength + extraLength;
        return packed <= _begin - start ? start : throw Bad($"an entry claims {packed} bytes, more than it can have", shown);
    }

    private ReadOnlyMemory<byte> Bytes(long at, long count) =>
        at >= 0 && count >= 0 && count <= _file.Length - at ? _file.Slice((int)at, (int)count) : throw Bad("it ends too early");

    private int U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(at, 2).Span);

    private uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(at, 4).Span);

    /// <summary>Beyond any file: as large as can be.</summary>
    private long U64(long at) => (long)Math.Min(BinaryPrimitives.ReadUInt64LittleEndian(Bytes(at, 8).Span), long.MaxValue);

    private static CheckpointException Bad(string problem, string? entry = null) => new("it is no whole zip: " + problem, entry, Again);
}
