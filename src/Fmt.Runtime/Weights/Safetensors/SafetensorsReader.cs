using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.Json;
using TorchSharp;

namespace Fmt.Weights;

/// <summary>
/// Reads safetensors: 8 bytes little-endian length of the header, a JSON object, then the elements. As the format demands,
/// the tensors cover the rest of the file without gap or overlap. (Format: huggingface/safetensors, README "Format".)
/// </summary>
internal static class SafetensorsReader
{
    private const int LongestHeader = 100_000_000;      // the format's own bound
    private const string Again = "The file is damaged or cut off: fetch or write it again";

    /// <exception cref="CheckpointException">The file breaks a rule of the format.</exception>
    public static Checkpoint Read(byte[] contents)
    {
        if (contents.Length < 8) throw Bad("it is shorter than the 8 bytes that any safetensors file begins with", null);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(contents);
        if (length > LongestHeader) throw Bad($"its header claims {length} bytes; {LongestHeader} is the most allowed", "bytes 0 to 7");
        if (length > (ulong)contents.Length - 8) throw Bad($"its header claims {length} bytes and {contents.Length - 8} follow", "bytes 0 to 7");
        var start = 8 + (int)length;
        (var entries, var metadata) = ReadHeader(contents.AsMemory(8, (int)length));
        CheckCover(entries, contents.Length - start);
        return new Checkpoint(entries.Select(e => new CheckpointTensor(e.Name, e.Type, e.Shape, contents.AsMemory(start + (int)e.Begin, (int)(e.End - e.Begin)))), metadata);
    }

    private static (List<Entry>, Dictionary<string, string>) ReadHeader(ReadOnlyMemory<byte> json)
    {
        var entries = new List<Entry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var names = new HashSet<string>(StringComparer.Ordinal);
        try
        {
            using var header = JsonDocument.Parse(json);
            if (header.RootElement.ValueKind != JsonValueKind.Object) throw Bad("its header is no JSON object", null);
            foreach (var property in header.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name)) throw Bad("a name occurs twice", property.Name);
                if (property.Name == "__metadata__") ReadMetadata(property.Value, metadata);
                else entries.Add(ReadEntry(property.Name, property.Value));
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is not UTF-8.
            throw new CheckpointException("its header is not the JSON it should be: " + e.Message, "header", Again, e);
        }
        return (entries, metadata);
    }

    private static void ReadMetadata(JsonElement element, Dictionary<string, string> metadata)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Bad("it must be an object of texts", "__metadata__");
        foreach (var property in element.EnumerateObject())
        {
            if (property.Value.ValueKind != JsonValueKind.String) throw Bad("its values must be texts", "__metadata__." + property.Name);
            if (!metadata.TryAdd(property.Name, property.Value.GetString()!)) throw Bad("a name occurs twice", "__metadata__." + property.Name);
        }
    }

    private static Entry ReadEntry(string name, JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object) throw Bad("it must be an object with dtype, shape and data_offsets", name);
        var type = Field(name, element, "dtype", JsonValueKind.String).GetString()!;
        var known = ElementTypes.FromSafetensors(type)
            ?? throw new CheckpointException($"its element type {type} is not supported", name, $"Convert it to one of {ElementTypes.SafetensorsNames}");
        ImmutableArray<long> shape = [.. Numbers(name, Field(name, element, "shape", JsonValueKind.Array))];
        ImmutableArray<long> offsets = [.. Numbers(name, Field(name, element, "data_offsets", JsonValueKind.Array))];
        if (shape.Length > 64) throw Bad($"it has {shape.Length} dimensions; 64 is the most a tensor has", name);
        if (offsets.Length != 2 || offsets[1] < offsets[0]) throw Bad("its data_offsets must be a begin and an end", name);
        var bytes = ElementTypes.Bytes(shape.AsSpan(), known) ?? throw Bad($"its shape {ElementTypes.Text(shape)} is impossibly large", name);
        if (bytes != offsets[1] - offsets[0]) throw Bad($"{type} {ElementTypes.Text(shape)} makes {bytes} bytes and its data_offsets name {offsets[1] - offsets[0]}", name);
        return new Entry(name, known, shape, offsets[0], offsets[1]);
    }

    private static JsonElement Field(string name, JsonElement element, string field, JsonValueKind kind)
    {
        JsonElement? found = null;
        foreach (var property in element.EnumerateObject())
        {
            if (property.Name != field) continue;
            if (found is not null) throw Bad($"it has {field} twice", name);
            found = property.Value;
        }
        return found is { } value && value.ValueKind == kind ? value : throw Bad($"it has no {field} of the right kind", name);
    }

    private static IEnumerable<long> Numbers(string name, JsonElement array)
    {
        foreach (var item in array.EnumerateArray())
        {
            if (item.ValueKind != JsonValueKind.Number || !item.TryGetInt64(out var number) || number < 0)
                throw Bad("shape and data_offsets must be whole numbers from 0", name);
            yield return number;
        }
    }

    private static void CheckCover(List<Entry> entries, long size)
    {
        long at = 0;
        foreach (var entry in entries.OrderBy(e => e.Begin).ThenBy(e => e.End))
        {
            if (entry.Begin > at) throw Bad($"bytes {at} to {entry.Begin - 1} of the data belong to no tensor", entry.Name);
            if (entry.Begin < at) throw Bad("it shares bytes with another tensor", entry.Name);
            if (entry.End > size) throw Bad($"its data ends at byte {entry.End} and the file has {size} bytes of data", entry.Name);
            at = entry.End;
        }
        if (at != size) throw Bad($"{size - at} bytes after the last tensor belong to none", null);
    }

    private static CheckpointException Bad(FormattableString problem, string? where) => Bad(FormattableString.Invariant(problem), where);

    private static CheckpointException Bad(string problem, string? where) => new(problem, where, Again);

    private sealed record Entry(string Name, torch.ScalarType Type, ImmutableArray<long> Shape, long Begin, long End);
}
