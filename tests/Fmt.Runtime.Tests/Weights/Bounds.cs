using System;
using System.Diagnostics;
using System.IO;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>What reading a file of others may take.</summary>
internal static class Bounds
{
    private const long Least = 64 << 20;

    /// <summary>Two seconds are meant; machines differ, and others work on them.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(20);

    /// <summary>Runs a reader. Everything it asks for counts, also what it gives back at once: at most 64 MiB and four times the file.</summary>
    /// <param name="length">Bytes of the file.</param>
    /// <param name="read">The reader.</param>
    public static void Hold(long length, Action read)
    {
        var (before, clock) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.StartNew());
        read();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Least + 4 * length);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    /// <summary>The message with which a file is refused, within the bounds, and short enough to be read.</summary>
    public static string Refused(string path)
    {
        var message = "";
        var length = new FileInfo(path) is { Exists: true, LinkTarget: null } file ? file.Length : 0;
        Hold(length, () => message = Assert.Throws<CheckpointException>(() => Checkpoint.Read(path)).Message);
        Assert.StartsWith(path, message);
        Assert.InRange(message.Length, 1, 1000 + path.Length);
        return message;
    }
}
