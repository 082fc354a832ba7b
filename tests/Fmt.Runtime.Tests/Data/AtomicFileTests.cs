using System;
using System.Diagnostics;
using System.IO;
using Fmt.Files;
using Xunit;

namespace Fmt.Tests.Data;

public class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fmt-test-");

    [Fact]
    public void Writes_and_replaces()
    {
        var file = Path.Combine(_folder.FullName, "a.bin");
        AtomicFile.Write(file, s => s.Write([1, 2, 3]));
        AtomicFile.Write(file, s => s.Write([4]));
        Assert.Equal([4], File.ReadAllBytes(file));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void Failure_leaves_the_old_file_and_nothing_else()
    {
        var file = Path.Combine(_folder.FullName, "a.bin");
        File.WriteAllBytes(file, [7]);
        Assert.Throws<InvalidOperationException>(() => AtomicFile.Write(file, s =>
        {
            s.WriteByte(1);
            throw new InvalidOperationException("stop");
        }));
        Assert.Equal([7], File.ReadAllBytes(file));
        Assert.Single(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void Missing_folder_is_named()
    {
        var folder = Path.Combine(_folder.FullName, "none");
        var e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder, "a.bin"), _ => { }));
        Assert.Contains(folder, e.Message);
    }

    [Fact]
    public void Place_taken_by_a_folder_leaves_nothing_behind()
    {
        var taken = Path.Combine(_folder.FullName, "taken");
        Directory.CreateDirectory(taken);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(taken, s => s.WriteByte(1)));
        Assert.Single(_folder.GetFileSystemInfos());
    }

    [Fact]
    public void What_is_not_a_regular_file_is_refused_and_stays()
    {
        string pipe = Path.Combine(_folder.FullName, "pipe"), link = Path.Combine(_folder.FullName, "link"), circle = Path.Combine(_folder.FullName, "circle");
        Process.Start("mkfifo", [pipe]).WaitForExit();
        File.CreateSymbolicLink(link, "pipe");
        File.CreateSymbolicLink(circle, "circle");
        foreach (var path in (string[])[pipe, link, circle, _folder.FullName, _folder.FullName + "/"])
        {
            var e = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(path, s => s.WriteByte(1)));
            Assert.Contains(path, e.Message);
        }
        Assert.Equal(3, _folder.GetFileSystemInfos().Length);
        Assert.True(Directory.Exists(_folder.FullName));
    }

    /// <summary>The way of /dev/stdout: as root a file would take the device's place, or that of the file that a shell writes to.</summary>
    [Fact]
    public void What_a_process_has_open_is_refused()
    {
        using var open = File.Create(Path.Combine(_folder.FullName, "a.bin"));
        var link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, $"/proc/self/fd/{open.SafeFileHandle.DangerousGetHandle()}");
        var e = Assert.ThrowsAny<IOException>(() => AtomicFile.Write(link, s => s.WriteByte(1)));
        Assert.Contains("is what a process has open", e.Message);
        Assert.Equal(2, _folder.GetFileSystemInfos().Length);
    }

    /// <summary>A link is the user's: its target is replaced, whole or not at all, where that lies.</summary>
    [Fact]
    public void Through_a_link_the_target_is_written_and_the_link_stays()
    {
        DirectoryInfo inner = _folder.CreateSubdirectory("inner"), deep = inner.CreateSubdirectory("deep");
        string link = Path.Combine(_folder.FullName, "link"), target = Path.Combine(inner.FullName, "a.bin"), fresh = Path.Combine(inner.FullName, "b.bin");
        File.WriteAllBytes(target, [7]);
        File.CreateSymbolicLink(link, "inner/a.bin");
        // Steps up from where the link lies, not from what its folder is called here.
        Directory.CreateSymbolicLink(Path.Combine(_folder.FullName, "way"), "inner/deep");
        File.CreateSymbolicLink(Path.Combine(deep.FullName, "up"), "../b.bin");
        AtomicFile.Write(link, s => s.WriteByte(1));
        AtomicFile.Write(Path.Combine(_folder.FullName, "way", "up"), s => s.WriteByte(2));
        Assert.Equal([1], File.ReadAllBytes(target));
        Assert.Equal([2], File.ReadAllBytes(fresh));
        Assert.Equal("inner/a.bin", new FileInfo(link).LinkTarget);
        Assert.Equal("../b.bin", new FileInfo(Path.Combine(deep.FullName, "up")).LinkTarget);
        Assert.Equal(3, _folder.GetFileSystemInfos().Length);
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
