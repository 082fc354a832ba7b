using System;
using System.IO;
using Fmt.Data;
using Xunit;

namespace Fmt.Tests.Data;

public class AtomicFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fmt-test-");

    [Fact]
    public void WritesAndReplaces()
    {
        string file = Path.Combine(_folder.FullName, "a.bin");
        AtomicFile.Write(file, s => s.Write([1, 2, 3]));
        AtomicFile.Write(file, s => s.Write([4]));
        Assert.Equal([4], File.ReadAllBytes(file));
        Assert.Single(_folder.GetFiles());
    }

    [Fact]
    public void FailureLeavesTheOldFileAndNothingElse()
    {
        string file = Path.Combine(_folder.FullName, "a.bin");
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
    public void MissingFolderIsNamed()
    {
        string folder = Path.Combine(_folder.FullName, "none");
        var e = Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.Write(Path.Combine(folder, "a.bin"), _ => { }));
        Assert.Contains(folder, e.Message);
    }

    [Fact]
    public void PlaceTakenByAFolderLeavesNothingBehind()
    {
        string taken = Path.Combine(_folder.FullName, "taken");
        Directory.CreateDirectory(taken);
        Assert.ThrowsAny<Exception>(() => AtomicFile.Write(taken, s => s.WriteByte(1)));
        Assert.Single(_folder.GetFileSystemInfos());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
