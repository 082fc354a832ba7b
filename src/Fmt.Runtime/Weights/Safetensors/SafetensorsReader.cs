using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Weights;

/// <summary>
/// Reads safetensors: 8 bytes little-endian length of the header, a JSON object, then the elements. As the format demands,
/// the tensors cover the rest of the file without gap or overlap. (Format: huggingface/safetensors, README "Format".)
/// </summary>
internal static class SafetensorsReader
{
    /// <summary>What to do about a file that breaks the format.</summary>
    public const string Again = "The file is damaged or cut off: fetch or write it again";

    private const int LongestHeader = 100_000_000;      // the format's own bound

    /// <exception cref="CheckpointException">The file breaks a rule of the format.</exception>
    public static Checkpoint Read(byte[] contents)
    {
        if (contents.Length < 8) throw Bad($"it is shorter than the 8 bytes that any safetensors file begins with", null);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(contents);
        if (length > LongestHeader) throw Bad($"its header claims {length} bytes; {LongestHeader} is the most allowed", "bytes 0 to 7");
        if (length > (ulong)contents.Length - 8) throw Bad($"its header claims {length} bytes and {contents.Length - 8} follow", "bytes 0 to 7");
        var start = 8 + (int)length;
        var header = new SafetensorsHeader(new ReadingBudget(contents.Length));
        header.Read(contents.AsSpan(8, (int)length));
        CheckCover(header.Entries, contents.Length - start);
        return new Checkpoint(header.Entries.Select(e => new CheckpointTensor(e.Name, e.Type, e.Shape, contents.AsMemory(start + (int)e.Begin, (int)(e.End - e.Begin)))), header.Metadata);
    }

    private static void CheckCover(IReadOnlyList<SafetensorsEntry> entries, long size)
    {
        long at = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin > at) throw Bad($"bytes {at} to {entry.Begin - 1} of the data belong to no tensor", entry.Name);
            if (entry.Begin < at) throw Bad($"it shares bytes with another tensor", entry.Name);
            if (entry.End > size) throw Bad($"its data ends at byte {entry.End} and the file has {size} bytes of data", entry.Name);
            at = entry.End;
        }
        if (at != size) throw Bad($"{size - at} bytes after the last tensor belong to none", null);
    }

    private static CheckpointException Bad(FormattableString problem, string? where) => new(FormattableString.Invariant(problem), where, Again);
}
