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
    /// <exception cref="DataException">There is no such file.</exception>
    public static FileStream Open(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException || (e is UnauthorizedAccessException && Directory.Exists(path)))
        {
            var problem = Directory.Exists(path) ? "this is a folder; a file was expected." : "there is no such file.";
            throw new DataException(problem, path, cause: e);
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
