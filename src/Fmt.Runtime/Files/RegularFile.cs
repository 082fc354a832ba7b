using System.IO;

namespace Fmt.Files;

/// <summary>
/// The one door through which files are opened to be read. What is not a regular file is refused for what it is before anything of it is read:
/// a pipe would keep its reader waiting, a device never ends.
/// </summary>
public static class RegularFile
{
    /// <summary>Opens a file for reading. Links are followed.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="IOException">There is no such file, or something else than a regular file; the message says what.</exception>
    /// <exception cref="System.UnauthorizedAccessException">It may not be read.</exception>
    public static FileStream Open(string path) =>
        Problem(path) is { } problem ? throw new IOException($"{path}: {problem}") : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);

    /// <summary>Why a path cannot be opened as a file, in a sentence; null where a regular file is there.</summary>
    internal static string? Problem(string path)
    {
        if (FilePlace.Kind(path) is { } kind)
            return kind == FilePlace.Folder ? "this is a folder; a file was expected." : $"this is {kind}; a regular file was expected. Copy what it gives into a file first.";
        try
        {
            // Asked of a link itself, a link that leads nowhere is there.
            var target = FilePlace.LeadsTo(path);
            return File.Exists(target ?? path) ? null : target is null ? "there is no such file." : $"this is a link to {target}, which does not exist.";
        }
        catch (IOException)
        {
            return "this is a link that leads in a circle.";
        }
    }
}
