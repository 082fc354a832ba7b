using System;
using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Fmt.Weights;

/// <summary>Writes safetensors, the tensors in the given order (the format leaves it open).</summary>
internal static class SafetensorsWriter
{
    /// <summary>The header with its length in front, padded with blanks to a multiple of 8.</summary>
    /// <exception cref="ArgumentException">A name occurs twice or is <c>__metadata__</c>, or data and shape disagree.</exception>
    public static byte[] Header(ImmutableArray<CheckpointTensor> tensors, IReadOnlyDictionary<string, string>? metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 }) WriteMetadata(json, metadata);
            var names = new HashSet<string>(StringComparer.Ordinal) { "__metadata__" };
            long at = 0;
            foreach (var tensor in tensors)
            {
                Check(tensor, names);
                WriteEntry(json, tensor, at);
                at += tensor.Data.Length;
            }
            json.WriteEndObject();
        }
        var length = (buffer.WrittenCount + 7) / 8 * 8;
        var header = new byte[8 + length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        buffer.WrittenSpan.CopyTo(header.AsSpan(8));
        return header;
    }

    public static void Write(Stream stream, byte[] header, ImmutableArray<CheckpointTensor> tensors)
    {
        stream.Write(header);
        foreach (var tensor in tensors) stream.Write(tensor.Data.Span);
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        json.WriteStartObject("__metadata__");
        foreach ((var key, var value) in metadata.OrderBy(p => p.Key, StringComparer.Ordinal)) json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, CheckpointTensor tensor, long at)
    {
        json.WriteStartObject(tensor.Name);
        json.WriteString("dtype", ElementTypes.SafetensorsName(tensor.Type));
        json.WriteStartArray("shape");
        foreach (var size in tensor.Shape) json.WriteNumberValue(size);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(at);
        json.WriteNumberValue(at + tensor.Data.Length);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Check(CheckpointTensor tensor, HashSet<string> names)
    {
        if (!names.Add(tensor.Name)) throw new ArgumentException($"The name {tensor.Name} occurs twice or is safetensors' own.");
        if (!ElementTypes.IsKnown(tensor.Type)) throw new ArgumentException($"{tensor.Name} has element type {tensor.Type}; safetensors here holds {ElementTypes.SafetensorsNames}.");
        if (ElementTypes.Bytes(tensor.Shape.AsSpan(), tensor.Type) != tensor.Data.Length)
            throw new ArgumentException($"{tensor.Name}: {tensor.Type} {ElementTypes.Text(tensor.Shape)} does not make {tensor.Data.Length} bytes.");
    }
}
