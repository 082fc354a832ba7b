using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Native;

namespace Fmt.Files;

/// <summary>Where a path leads: which file it is, whatever it is called, and whether a file may be written there.</summary>
internal static class FilePlace
{
    /// <summary>What <see cref="Kind"/> calls a folder.</summary>
    public const string Folder = "a folder";

    /// <summary>As many links as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>The full path of the file that is to be written or replaced. A link stays and what it leads to is written.</summary>
    /// <exception cref="IOException">Something is there that is not a regular file, or links lead in a circle.</exception>
    /// <exception cref="DirectoryNotFoundException">Its folder does not exist.</exception>
    public static string ToWrite(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (Kind(path) is { } kind) throw new IOException($"{path} is {kind}, not a regular file. Name a file.");
        string target = Follow(path), folder = Path.GetDirectoryName(target)!;
        if (File.Exists(folder)) throw new DirectoryNotFoundException($"{target} cannot be written: {folder} is a file, not a folder.");
        return Directory.Exists(folder) ? target : throw new DirectoryNotFoundException($"{target} cannot be written: the folder {folder} does not exist. Create it first.");
    }

    /// <summary>The same for all paths to one file, through links and hard links too; of a file that does not exist, its folder's and its name.</summary>
    /// <param name="path">The path.</param>
    /// <param name="ignoresCase">Whether its folder takes names that differ by case for one.</param>
    public static string Identity(string path, bool ignoresCase)
    {
        var target = Follow(path);
        if (Glibc.Statx(target) is { } file) return file.Identity;
        string folder = Path.GetDirectoryName(target) ?? "", whole = (Glibc.Statx(folder)?.Identity ?? folder) + "/" + Path.GetFileName(target);
        return ignoresCase ? whole.ToUpperInvariant() : whole;
    }

    /// <summary>The same for all files of one disk.</summary>
    public static string Disk(string target)
    {
        var folder = Path.GetDirectoryName(target)!;
        return Glibc.Statx(folder) is { } found ? found.Identity.Split(':')[0] : Path.GetPathRoot(folder)!;
    }

    /// <summary>Where a link leads in the end, through all others; null for what is no link.</summary>
    /// <exception cref="IOException">It leads in a circle.</exception>
    public static string? LeadsTo(string path) => new FileInfo(path).LinkTarget is null ? null : Follow(path);

    /// <summary>What is there instead of a file; null where there is a regular file or nothing.</summary>
    public static string? Kind(string path)
    {
        var full = Path.GetFullPath(path);
        if (Path.EndsInDirectorySeparator(path) || Directory.Exists(full)) return Folder;
        return Glibc.Statx(full)?.Type switch
        {
            0x1000 => "a pipe",
            0x2000 or 0x6000 => "a device",
            0xC000 => "a socket",
            _ => null,
        };
    }

    /// <summary>The full path without links.</summary>
    private static string Follow(string path)
    {
        string full = Path.GetFullPath(path), at = Path.GetPathRoot(full)!;
        var ahead = new Stack<string>(Parts(full[at.Length..]));
        for (var links = 0; ahead.TryPop(out var part);)
        {
            var next = part == ".." ? Path.GetDirectoryName(at) ?? at : Path.Combine(at, part);
            if (part is "." or ".." || new FileInfo(next).LinkTarget is not { } target)
            {
                at = part == "." ? at : next;
                continue;
            }
            // Such a link is no path: it leads to what a process has open, which a new file would not replace.
            if (at.StartsWith("/proc/", StringComparison.Ordinal) && Path.GetFileName(at) == "fd") throw new IOException($"{path} is what a process has open, not a file of its own. Name a file.");
            if (++links > MostLinks) throw new IOException($"{path} is a link that leads in a circle.");
            if (Path.IsPathRooted(target)) at = Path.GetPathRoot(target)!;
            foreach (var step in Parts(target[Path.GetPathRoot(target)!.Length..])) ahead.Push(step);
        }
        return at;
    }

    /// <summary>From the last to the first, as they go on a stack.</summary>
    private static IEnumerable<string> Parts(string path) =>
        path.Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries).Reverse();
}
