using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>Opening and finding data files, with messages that say what was looked for.</summary>
internal static class DataFile
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="DataException">There is no such file, something else than a regular file, or it may not be read.</exception>
    public static FileStream Open(string path, long? index = null)
    {
        if (RegularFile.Problem(path) is { } problem) throw new DataException(problem, path, index);
        try
        {
            return RegularFile.Open(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DataException($"the file cannot be read: {e.Message.TrimEnd('.')}. Check the rights.", path, index, e);
        }
    }

    /// <summary>Reads a small file whole.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">Most bytes that it may have.</param>
    /// <exception cref="DataException">As <see cref="Open"/>, or it is longer.</exception>
    public static byte[] ReadSmall(string path, int most)
    {
        using var stream = Open(path);
        if (stream.Length > most) throw new DataException(FormattableString.Invariant($"the file has {stream.Length} bytes; {most} is the most that is read. Is it the right one?"), path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>So many bytes, or as many as there are. Memory grows with what is really there, not with what a header claims.</summary>
    public static byte[] Body(Stream stream, int expected)
    {
        var (body, have) = (new byte[Math.Min(expected, 1 << 20)], 0);
        while (true)
        {
            have += stream.ReadAtLeast(body.AsSpan(have), body.Length - have, throwOnEndOfStream: false);
            if (have == expected) return body;
            if (have < body.Length) return body[..have];
            Array.Resize(ref body, (int)Math.Min(expected, 2L * body.Length));
        }
    }

    /// <summary>Checks that a folder is there.</summary>
    public static void RequireFolder(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DataException(File.Exists(folder) ? "this is a file; a folder was expected." : "there is no such folder.", folder);
    }

    /// <summary>The first of several usual names that the folder has.</summary>
    public static string Find(string folder, params ReadOnlySpan<string> names)
    {
        RequireFolder(folder);
        foreach (var name in names)
        {
            var path = Path.Combine(folder, name);
            if (File.Exists(path)) return path;
        }
        throw new DataException($"the folder has no file {string.Join(" or ", names.ToArray())}.", folder);
    }

    /// <summary>The files prefix*suffix of a folder, by number where they are numbered: batch_2 before batch_10.</summary>
    public static ImmutableArray<string> FindAll(string folder, string prefix, string suffix)
    {
        RequireFolder(folder);
        IEnumerable<string> found = Directory.EnumerateFiles(folder)
            .Where(f => Path.GetFileName(f).StartsWith(prefix, StringComparison.Ordinal) && f.EndsWith(suffix, StringComparison.Ordinal))
            .OrderBy(f => f.Length).ThenBy(f => f, StringComparer.Ordinal);
        ImmutableArray<string> files = [.. found];
        return files.Length > 0 ? files : throw new DataException($"the folder has no file {prefix}*{suffix}.", folder);
    }
}
