using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Text;

namespace Fmt.Native;

/// <summary>A 64-bit little-endian ELF file in memory; every access is checked.</summary>
internal sealed class ElfImage
{
    private readonly byte[] _bytes;
    private readonly List<(ulong Address, ulong Size, ulong Offset)> _segments = [];
    private readonly Dictionary<ulong, ulong> _tags = [];

    /// <exception cref="BadImageFormatException">Not such a file, or cut off.</exception>
    public ElfImage(byte[] bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 64 || U32(0) != 0x464c457f) throw Bad("it does not begin as an ELF file does");
        if (bytes[4] != 2 || bytes[5] != 1) throw Bad("it is not 64-bit little-endian");
        ReadSegments();
        if (HasTag(ElfTag.Rel)) throw Bad("it has relocations without addends, which 64-bit libraries do not");
    }

    public long Length => _bytes.Length;

    public static BadImageFormatException Bad(string why) => new($"Not an ELF library that can be loaded: {why}.");

    public ushort U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(Span(at, 2));

    public uint U32(long at) => BinaryPrimitives.ReadUInt32LittleEndian(Span(at, 4));

    public ulong U64(long at) => BinaryPrimitives.ReadUInt64LittleEndian(Span(at, 8));

    public void Write(long at, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Span(at, 2), value);

    public bool HasTag(ulong tag) => _tags.ContainsKey(tag);

    /// <summary>Value of an entry of the dynamic section.</summary>
    public ulong Tag(ulong tag) => _tags.TryGetValue(tag, out var value) ? value : throw Bad($"its dynamic section has no entry 0x{tag:x}");

    /// <summary>Where in the file an address of memory lies.</summary>
    public long FileOffset(ulong address)
    {
        foreach ((var start, var size, var offset) in _segments)
        {
            if (address >= start && address - start < size) return Checked(address - start + offset);
        }
        throw Bad($"address 0x{address:x} is in no loaded segment");
    }

    /// <summary>End of a table, which must lie inside the file.</summary>
    public long End(long start, ulong size) => size <= (ulong)(Length - start) ? start + (long)size : throw Bad("a table reaches beyond its end (is it cut off?)");

    /// <summary>A zero-terminated name.</summary>
    public string Text(long at)
    {
        _ = Span(at, 1);
        ReadOnlySpan<byte> rest = _bytes.AsSpan((int)at);
        var end = rest.IndexOf((byte)0);
        return end >= 0 ? Encoding.ASCII.GetString(rest[..end]) : throw Bad("a name has no end");
    }

    private void ReadSegments()
    {
        var headers = Checked(U64(32));
        int size = U16(54), count = U16(56);
        if (size < 56 && count > 0) throw Bad("its program headers are too short");
        long dynamic = -1, dynamicEnd = 0;
        for (var i = 0; i < count; i++)
        {
            var at = headers + (long)i * size;
            if (U32(at) == 1) _segments.Add((U64(at + 16), U64(at + 32), U64(at + 8)));   // PT_LOAD
            if (U32(at) != 2) continue;                                                    // PT_DYNAMIC
            dynamic = Checked(U64(at + 8));
            dynamicEnd = End(dynamic, U64(at + 32));
        }
        if (dynamic < 0) throw Bad("it has no dynamic section");
        for (var at = dynamic; at < dynamicEnd && U64(at) != 0; at += 16) _tags[U64(at)] = U64(at + 8);
    }

    private long Checked(ulong offset) => offset < (ulong)Length ? (long)offset : throw Bad("an offset lies beyond its end (is it cut off?)");

    private Span<byte> Span(long at, int size) =>
        at >= 0 && at <= Length - size ? _bytes.AsSpan((int)at, size) : throw Bad($"byte {at} is beyond its end (is it cut off?)");
}
