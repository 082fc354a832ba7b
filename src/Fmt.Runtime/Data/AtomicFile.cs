using System;
using System.IO;

namespace Fmt.Data;

/// <summary>Files are whole or not there: written beside their place, flushed to disk, then renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes a file, replacing one of the same name. Whatever goes wrong, the old file (or none) is what remains,
    /// and no temporary file is left behind; a killed process may leave one, whose name begins with a dot.</summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="write">Writes the contents; the stream is seekable and must not be kept.</param>
    /// <exception cref="IOException">The folder is missing, or the disk refuses.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path);
        string folder = Path.GetDirectoryName(target) ?? throw new IOException($"{target} is a folder, not a file.");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"{target} cannot be written: the folder {folder} does not exist. Create it first.");

        // The same folder, because a rename replaces in one step only within one file system.
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None))
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
    }
}
