using System;
using System.Text.Json;
using System.Text.Unicode;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>JSON files as they are read here: small, UTF-8, no key twice. Every complaint names the file.</summary>
internal static class JsonFile
{
    /// <summary>Reads a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="what">What it should be, for messages: <c>case file</c>.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <param name="lenient">Whether comments and trailing commas are allowed.</param>
    /// <exception cref="DataException">No such file, too long, no UTF-8, or no JSON.</exception>
    public static JsonDocument Read(string file, string what, int most, bool lenient)
    {
        ReadOnlyMemory<byte> bytes = DataFile.ReadSmall(file, most);
        if (bytes.Span.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span)) throw new DataException($"this is not a JSON {what}: it is not UTF-8 text. Save it as UTF-8.", file);
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions
            {
                AllowTrailingCommas = lenient,
                CommentHandling = lenient ? JsonCommentHandling.Skip : JsonCommentHandling.Disallow,
                AllowDuplicateProperties = false,
            });
        }
        catch (JsonException e)
        {
            throw new DataException($"this is not a JSON {what}: {e.Message}", file, cause: e);
        }
    }
}
