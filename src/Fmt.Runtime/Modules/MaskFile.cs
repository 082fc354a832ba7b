using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Fmt.Files;

namespace Fmt.Modules;

/// <summary>Masks as a file beside the weights, since a state_dict has no place for them: <c>{"layer1.0.conv1": [3, 17]}</c>, masked channels by convolution or batch norm.</summary>
public static class MaskFile
{
    /// <summary>Writes the masks of a network. The file is whole or not there.</summary>
    public static void Write(NetworkModule network, string path) => AtomicFile.Write(path, stream =>
    {
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        foreach (var (name, mask) in network.Masks.Where(m => m.Mask.Count > 0))
        {
            writer.WriteStartArray(name);
            foreach (var channel in mask.Masked) writer.WriteNumberValue(channel);
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    });

    /// <summary>Reads masks into a network; places that the file does not name are unmasked. On any error the masks are as they were.</summary>
    /// <exception cref="DataException">The file is no mask file, or names a site or channel that the network does not have.</exception>
    public static void Read(NetworkModule network, string path)
    {
        var wanted = new Dictionary<string, int[]>();
        try
        {
            using var stream = RegularFile.Open(path);
            using var document = JsonDocument.Parse(stream);
            foreach (var property in document.RootElement.EnumerateObject())
                wanted[property.Name] = [.. property.Value.EnumerateArray().Select(c => c.GetInt32())];
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw new DataException("this is no mask file; it must read {\"site\": [channels], ...}: " + e.Message, path, cause: e);
        }

        var masks = network.Masks.ToDictionary(m => m.Name, m => m.Mask);
        foreach (var (name, channels) in wanted)
        {
            var mask = masks.GetValueOrDefault(name)
                ?? throw new DataException($"{network.GetName()} has no site '{NameList.Short(name)}'; it has {NameList.Of(masks.Keys)}.", path);
            foreach (var channel in channels.Where(c => c < 0 || c >= mask.Channels))
                throw new DataException(FormattableString.Invariant($"site '{name}' has channels 0 to {mask.Channels - 1}, not {channel}."), path);
        }

        foreach (var (name, mask) in masks) mask.Set(wanted.GetValueOrDefault(name, []));
    }
}
