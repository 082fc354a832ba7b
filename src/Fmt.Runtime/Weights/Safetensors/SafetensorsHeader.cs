using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text.Json;

namespace Fmt.Weights;

/// <summary>Reads the JSON of a safetensors file word by word: no tree is made of it, and what is kept is spent from the file's budget.</summary>
/// <param name="budget">What the file may take.</param>
internal sealed class SafetensorsHeader(ReadingBudget budget)
{
    private const string MetadataName = "__metadata__";
    private const int MostDimensions = 64, LongestName = 4096, EntryCost = 6 * ReadingBudget.Object;

    private readonly List<SafetensorsEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>The entries in the header's order.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _entries;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <exception cref="CheckpointException">It breaks a rule of the format.</exception>
    public void Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw Bad("its header is no JSON object", null);
            while (Next(ref reader) == JsonTokenType.PropertyName)
            {
                var name = Text(ref reader, LongestName, "a name of a tensor");
                if (!_names.Add(name)) throw Bad("a name occurs twice", name);
                reader.Read();
                if (name == MetadataName) ReadMetadata(ref reader);
                else ReadEntry(ref reader, name);
            }
            reader.Read();          // anything that follows is an error
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a text that is not UTF-8.
            throw new CheckpointException("its header is not the JSON it should be: " + e.Message, "header", SafetensorsReader.Again, e);
        }
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject) throw Bad("it must be an object of texts", MetadataName);
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            var name = Text(ref reader, LongestName, "a name of the metadata");
            if (Next(ref reader) != JsonTokenType.String) throw Bad("its values must be texts", MetadataName + "." + name);
            if (!_metadata.TryAdd(name, Text(ref reader, int.MaxValue, name))) throw Bad("a name occurs twice", MetadataName + "." + name);
        }
    }

    private void ReadEntry(ref Utf8JsonReader reader, string name)
    {
        if (!budget.Takes(EntryCost)) throw budget.Spent("the tensors of its header", name, SafetensorsReader.Again);
        if (reader.TokenType != JsonTokenType.StartObject) throw Bad("it must be an object with dtype, shape and data_offsets", name);
        string? type = null;
        ImmutableArray<long>? shape = null, offsets = null;
        while (Next(ref reader) == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("dtype")) Once(ref type, "dtype", name, Word(ref reader, name));
            else if (reader.ValueTextEquals("shape")) Once(ref shape, "shape", name, Numbers(ref reader, "shape", name));
            else if (reader.ValueTextEquals("data_offsets")) Once(ref offsets, "data_offsets", name, Numbers(ref reader, "data_offsets", name));
            else reader.Skip();
        }
        _entries.Add(Checked(name, type ?? throw Missing("dtype", name), shape ?? throw Missing("shape", name), offsets ?? throw Missing("data_offsets", name)));
    }

    private static SafetensorsEntry Checked(string name, string type, ImmutableArray<long> shape, ImmutableArray<long> offsets)
    {
        var known = ElementTypes.FromSafetensors(type)
            ?? throw new CheckpointException($"its element type {type} is not supported", name, $"Convert it to one of {ElementTypes.SafetensorsNames}");
        if (offsets.Length != 2 || offsets[1] < offsets[0]) throw Bad("its data_offsets must be a begin and an end", name);
        var bytes = ElementTypes.Bytes(shape.AsSpan(), known) ?? throw Bad($"its shape {ElementTypes.Text(shape)} is impossibly large", name);
        return bytes == offsets[1] - offsets[0]
            ? new SafetensorsEntry(name, known, shape, offsets[0], offsets[1])
            : throw Bad(FormattableString.Invariant($"{type} {ElementTypes.Text(shape)} makes {bytes} bytes and its data_offsets name {offsets[1] - offsets[0]}"), name);
    }

    private string Word(ref Utf8JsonReader reader, string name) =>
        Next(ref reader) == JsonTokenType.String ? Text(ref reader, MostDimensions, "dtype") : throw Missing("dtype", name);

    private ImmutableArray<long> Numbers(ref Utf8JsonReader reader, string field, string name)
    {
        if (Next(ref reader) != JsonTokenType.StartArray) throw Missing(field, name);
        Span<long> numbers = stackalloc long[MostDimensions];
        var count = 0;
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0) throw Bad("shape and data_offsets must be whole numbers from 0", name);
            if (count == MostDimensions) throw Bad($"its {field} has more than {MostDimensions} numbers, which is the most that a tensor has of dimensions", name);
            numbers[count++] = number;
        }
        return [.. numbers[..count]];
    }

    private string Text(ref Utf8JsonReader reader, int longest, string what)
    {
        var length = reader.ValueSpan.Length;
        if (length > longest) throw Bad($"{what} has {length} bytes; {longest} is the most allowed", "header");
        if (!budget.Takes(ReadingBudget.Object + 2L * length)) throw budget.Spent("the texts of its header", "header", SafetensorsReader.Again);
        return reader.GetString()!;
    }

    private static void Once<T>(ref T? known, string field, string name, T value) => known = known is null ? value : throw Bad($"it has {field} twice", name);

    private static JsonTokenType Next(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType;
    }

    private static CheckpointException Missing(string field, string name) => Bad($"it has no {field} of the right kind", name);

    private static CheckpointException Bad(string problem, string? where) => new(problem, where, SafetensorsReader.Again);
}
