using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Fmt.Files;
using Proto = global::Onnx;

namespace Fmt.Tool.Onnx;

/// <summary>Elements in files beside the model. Only files of the model's own folder are read, and never more of them than the tensors have.</summary>
/// <param name="folder">The model's folder.</param>
internal sealed class ExternalData(string folder)
{
    /// <summary>The elements of one tensor.</summary>
    /// <param name="entries">Where they are.</param>
    /// <param name="bytes">How many there must be.</param>
    /// <param name="name">The tensor.</param>
    /// <exception cref="OnnxException">The file is another folder's, missing, or shorter.</exception>
    public ReadOnlyMemory<byte> Read(IEnumerable<Proto.StringStringEntryProto> entries, long bytes, string name)
    {
        var values = entries.GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        var path = Inside(values.GetValueOrDefault("location", ""), name);
        var offset = Number(values, "offset", 0, name);
        var length = Number(values, "length", bytes, name);
        if (length != bytes) throw OnnxException.Of(FormattableString.Invariant($"the tensor takes {bytes} bytes; {length} of {Path.GetFileName(path)} are named"), name);
        try
        {
            using var stream = RegularFile.Open(path);
            if (offset > stream.Length - bytes) throw OnnxException.Of(FormattableString.Invariant($"{Path.GetFileName(path)} has {stream.Length} bytes; the tensor's {bytes} begin at {offset}"), name);
            stream.Position = offset;
            var data = new byte[bytes];
            stream.ReadExactly(data);
            return data;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw OnnxException.Of("its elements cannot be read: " + e.Message.TrimEnd('.'), name, e);
        }
    }

    private string Inside(string location, string name)
    {
        var full = Path.GetFullPath(folder);
        var isName = location.Length > 0 && !location.Contains('\0') && !Path.IsPathRooted(location) && !location.Contains('\\');
        var path = isName ? Path.GetFullPath(location, full) : "";
        if (!isName || !path.StartsWith(Path.TrimEndingDirectorySeparator(full) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw OnnxException.Of($"its elements are in '{location}', which is not in the model's folder", name);
        // A link may lead out of the folder though its name does not.
        for (var at = path; at.Length > full.Length; at = Path.GetDirectoryName(at)!)
            if (new FileInfo(at).LinkTarget is not null) throw OnnxException.Of($"its elements are in '{location}', which is a link", name);
        return path;
    }

    private static long Number(Dictionary<string, string> values, string key, long fallback, string name) =>
        !values.TryGetValue(key, out var text) ? fallback
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw OnnxException.Of($"'{text}' is no {key}", name);
}
