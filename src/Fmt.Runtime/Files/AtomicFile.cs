using System;
using System.Collections.Concurrent;
using System.IO;

namespace Fmt.Files;

/// <summary>Files are whole or not there: written beside their place, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Temporary files that are being written.</summary>
    private static readonly ConcurrentDictionary<string, bool> Unfinished = new();

    /// <summary>Removes the temporary files of all writes that are going on, for a process that ends now without waiting for them.</summary>
    public static void Abandon()
    {
        foreach (var temporary in Unfinished.Keys) File.Delete(temporary);
    }

    /// <summary>Writes a file, replacing one of the same name; through a link, what it leads to. Whatever goes wrong, the old file (or none)
    /// is what remains, and no temporary file is left behind; a killed process may leave one, whose name begins with a dot.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the contents; the stream is seekable and must not be kept.</param>
    /// <exception cref="IOException">The folder is missing, something is there that is not a regular file, or the disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentNullException.ThrowIfNull(write);
        string target = FilePlace.ToWrite(path), temporary = Temporary(target);
        try
        {
            Unfinished[temporary] = true;
            using (var stream = Create(temporary))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
        finally
        {
            Unfinished.TryRemove(temporary, out _);
        }
    }

    /// <summary>Makes a temporary file where <see cref="Write"/> would and removes it. Gives back whether the folder takes names that differ by case for one.</summary>
    /// <param name="target">The file itself, links followed.</param>
    /// <exception cref="IOException">The folder takes no such file.</exception>
    internal static bool Probe(string target)
    {
        string temporary = Temporary(target), folder = Path.GetDirectoryName(target)!;
        try
        {
            Create(temporary).Dispose();
            return File.Exists(Path.Combine(folder, Path.GetFileName(temporary).ToUpperInvariant()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{target} cannot be written in the folder {folder} ({e.Message}). Name another folder.", e);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>In the same folder, because a rename replaces in one step only within one file system. Ends with letters, for <see cref="Probe"/>.</summary>
    private static string Temporary(string target) => Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");

    private static FileStream Create(string temporary) => new(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
}
