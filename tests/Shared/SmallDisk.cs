using System;
using System.Diagnostics;
using System.IO;

namespace Fmt.Tests;

/// <summary>A disk of its own in memory (tmpfs), gone when the test ends.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="options">As for mount(8): <c>size=64k</c>, <c>ro</c>.</param>
    public SmallDisk(string options) => Run("mount", "-t", "tmpfs", "-o", options, "tmpfs", Path);

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>Leaves no room.</summary>
    public void Fill()
    {
        using var stream = System.IO.File.Create(File("filler"));
        try
        {
            while (true)
            {
                stream.Write(new byte[4096]);
                stream.Flush();
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    public void Dispose()
    {
        Run("umount", Path);
        _folder.Dispose();
    }

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing { get; } = Try();

    private static string? Try()
    {
        try
        {
            new SmallDisk("size=64k").Dispose();
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return "needs the right to mount a tmpfs";
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var said = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program}: {said}");
    }
}
