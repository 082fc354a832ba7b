using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Fmt.Files;

/// <summary>The files that a command writes after long work: all of them are checked before it, and written one by one after it.</summary>
public static class OutputFiles
{
    /// <summary>
    /// Refuses what could not be written or would destroy something: a path to what is not a regular file, a missing or read-only folder, a disk with too little room,
    /// two outputs that are one file, an output that is an input. Links, hard links and names that the file system takes for one are seen through.
    /// A temporary file is made and removed in every folder.
    /// </summary>
    /// <param name="outputs">What is to be written.</param>
    /// <param name="inputs">What is read.</param>
    /// <exception cref="IOException">An output is refused; the message says which, why, and how to mend it.</exception>
    public static void Check(IEnumerable<OutputFile> outputs, IEnumerable<InputFile> inputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        var read = inputs.ToLookup(i => FilePlace.Identity(i.Path, ignoresCase: !OperatingSystem.IsLinux()));
        var taken = new Dictionary<string, OutputFile>();
        var needed = new Dictionary<string, long>();
        foreach (var output in outputs.Where(o => o.Path is not null))
        {
            var identity = Probe(output, output.Path!, needed);
            if (!taken.TryAdd(identity, output))
                throw new IOException($"{taken[identity].Name} and {output.Name} are one file, {Path.GetFullPath(output.Path!)}: one would replace the other. Give each a name of its own.");
            var own = output.InPlaceOf is { } path ? Path.GetFullPath(path) : null;
            foreach (var input in read[identity])
            {
                var mayBe = Path.GetFullPath(input.Path) == own;
                if (!(mayBe && output.InPlace))
                    throw new IOException($"{output.Name}: {output.Path} is {input.Name}, which would be replaced. Name another file{(mayBe ? ", or allow it with --in-place" : "")}.");
            }
        }
    }

    /// <summary>Writes the files in the given order. One that fails does not keep the others from being written.</summary>
    /// <param name="files">Each with what writes it to its path; those without a path are passed over.</param>
    /// <exception cref="IOException">At least one could not be written; the message lists which were and which were not, and why.</exception>
    public static void Write(params IEnumerable<(OutputFile File, Action<string> Write)> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var written = new List<string>();
        var failed = new List<(string File, Exception Cause)>();
        foreach ((var file, var write) in files.Where(f => f.File.Path is not null))
        {
            try
            {
                write(file.Path!);
                written.Add($"{file.Name} {file.Path}");
            }
            catch (Exception e)
            {
                failed.Add(($"{file.Name} {file.Path}", e));
            }
        }
        if (failed.Count == 0) return;
        var done = written.Count == 0 ? "nothing" : string.Join(", ", written);
        throw new IOException($"not everything was written. Written: {done}. Not written: {string.Join("; ", failed.Select(f => $"{f.File} ({f.Cause.Message})"))}.", failed[0].Cause);
    }

    /// <summary>Tries the place; gives back what tells the file from all others.</summary>
    /// <param name="output">The file.</param>
    /// <param name="path">Its path.</param>
    /// <param name="needed">What the files before it take, by disk.</param>
    private static string Probe(OutputFile output, string path, Dictionary<string, long> needed)
    {
        if (path.Length == 0) throw new IOException($"{output.Name}: the name of the file is empty.");
        try
        {
            var target = FilePlace.ToWrite(path);
            var ignoresCase = AtomicFile.Probe(target);
            var disk = FilePlace.Disk(target);
            var before = needed.GetValueOrDefault(disk);
            needed[disk] = before + output.Bytes;
            if (Free(target) is { } free && free < needed[disk])
                throw new IOException(FormattableString.Invariant($"{path} takes {output.Bytes} bytes{(before > 0 ? $", the files before it {before}," : "")} and its disk has {free} left. Make room, or name a place on another disk."));
            return FilePlace.Identity(target, ignoresCase);
        }
        catch (IOException e)
        {
            throw new IOException($"{output.Name}: {e.Message}", e);
        }
    }

    /// <summary>Bytes that are left on a file's disk; null where that cannot be told.</summary>
    private static long? Free(string target)
    {
        try
        {
            var disk = new DriveInfo(Path.GetDirectoryName(target)!);
            return disk.TotalSize > 0 ? disk.AvailableFreeSpace : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }
}
