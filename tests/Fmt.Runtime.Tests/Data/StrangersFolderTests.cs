using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Files;
using Fmt.Modules;
using SkiaSharp;
using Xunit;

namespace Fmt.Tests.Data;

/// <summary>Folders and files of images, arrays and cases in which something lies that is no file, or is not what it says.</summary>
public sealed class StrangersFolderTests : IDisposable
{
    private readonly Scratch _scratch = new();

    [Fact]
    public void A_link_back_to_its_folder_is_named_and_adds_no_images()
    {
        Pictures();
        Assert.Equal(2, ImageFolder.Read(_scratch.Folder, 2, 3).Count);
        var link = _scratch.Path("a/again");
        foreach (var target in (string[])[".", "..", _scratch.Folder, _scratch.Path("a")])
        {
            Directory.CreateSymbolicLink(link, target);
            var e = Assert.Throws<DataException>(() => ImageFolder.Read(_scratch.Folder, 2, 3));
            Assert.Equal(link, e.File);
            Assert.Contains("would be read more than once. Remove it.", e.Message);
            Directory.Delete(link);
        }
        // A link to somewhere else is followed, as torchvision does; twice to the same place is not.
        _scratch.Picture("../" + Path.GetFileName(_scratch.Folder) + "-else/2.png", 2, 3, (_, _) => SKColors.Red);
        Directory.CreateSymbolicLink(link, _scratch.Folder + "-else");
        try
        {
            Assert.Equal(3, ImageFolder.Read(_scratch.Folder, 2, 3).Count);
            Directory.CreateSymbolicLink(_scratch.Path("a/twice"), _scratch.Folder + "-else");
            Assert.Throws<DataException>(() => ImageFolder.Read(_scratch.Folder, 2, 3));
        }
        finally
        {
            Directory.Delete(_scratch.Folder + "-else", true);
        }
    }

    [Fact]
    public void A_link_to_itself_is_named()
    {
        Pictures();
        File.CreateSymbolicLink(_scratch.Path("a/x.png"), "x.png");
        Assert.Contains("a link that leads in a circle", Assert.Throws<DataException>(() => ImageFolder.Read(_scratch.Folder, 2, 3)).Message);
    }

    [Theory]
    [InlineData("a/x.png")]
    [InlineData("x.npy")]
    [InlineData("case.json")]
    [InlineData("train-images-idx3-ubyte")]
    [InlineData("test_batch.bin")]
    [InlineData("masks.json")]
    public void A_pipe_is_no_file_and_nobody_waits_for_it(string name)
    {
        Pictures();
        Process.Start("mkfifo", [_scratch.Path(name)]).WaitForExit();
        using var network = new Fmt.Tests.Modules.ResidualNet();
        var e = Assert.ThrowsAny<Exception>(() => _ = name switch
        {
            "a/x.png" => ImageFolder.Read(_scratch.Folder, 2, 3),
            "x.npy" => NumpyFile.Read(_scratch.Path(name)),
            "case.json" => CaseFile.Read(_scratch.Path(name)),
            "train-images-idx3-ubyte" => Idx.Read(_scratch.Path(name), _scratch.Path(name)),
            "test_batch.bin" => (object)CifarBinary.Read(_scratch.Path(name)),
            _ => Masks(network, _scratch.Path(name)),
        });
        Assert.True(e is DataException or IOException);
        Assert.Contains("this is a pipe; a regular file was expected", e.Message);
        Assert.Contains(_scratch.Path(name), e.Message);
    }

    [Fact]
    public void A_case_that_is_no_text_is_named()
    {
        var path = _scratch.Write("case.json", [.. "{\"network\": \""u8, 0xff, 0xfe, .. "\"}"u8]);
        Assert.Equal($"{path}: this is not a JSON case file: it is not UTF-8 text. Save it as UTF-8.", Assert.Throws<DataException>(() => CaseFile.Read(path)).Message);
        path = _scratch.Write("long.json", [.. Enumerable.Repeat((byte)' ', (1 << 20) + 1)]);
        Assert.Contains("1048576 is the most that is read", Assert.Throws<DataException>(() => CaseFile.Read(path)).Message);
        path = _scratch.WriteText("key.json", $"{{\"{new string('k', 100_000)}\": 1}}");
        Assert.InRange(Assert.Throws<DataException>(() => CaseFile.Read(path)).Message.Length, 1, 1000);
        path = _scratch.Write("mark.json", [0xEF, 0xBB, 0xBF, .. "{}"u8]);
        Assert.Contains("\"network\" is missing", Assert.Throws<DataException>(() => CaseFile.Read(path)).Message);
    }

    [Fact]
    public void An_archive_gets_memory_for_what_is_in_it()
    {
        var path = _scratch.Write("a.npz", Numpy.Archive("x", Numpy.Array("|u1", "2000000000,", new byte[10])));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("only 10 are there", Assert.Throws<DataException>(() => NumpyFile.ReadBytes(path)).Message);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 << 20);
    }

    [Fact]
    public void A_few_bytes_do_not_make_a_picture_of_a_hundred_million_pixels()
    {
        var path = _scratch.Picture("p.png", 2, 3, (_, _) => SKColors.Red);
        var bytes = File.ReadAllBytes(path);
        // Width and height of the IHDR chunk, and its checksum.
        (bytes[16], bytes[17], bytes[18], bytes[19], bytes[20], bytes[21], bytes[22], bytes[23]) = (0, 0, 0x27, 0x10, 0, 0, 0x27, 0x10);
        BitConverter.GetBytes(System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(System.IO.Hashing.Crc32.HashToUInt32(bytes.AsSpan(12, 17)))).CopyTo(bytes, 29);
        File.WriteAllBytes(path, bytes);
        Assert.Contains($"the picture is 10000x10000, more than the {4_000_000 + 64 * bytes.Length} pixels that a file of {bytes.Length} bytes may have", Assert.Throws<DataException>(() => Picture.Read(path, 3)).Message);
    }

    private void Pictures()
    {
        foreach (var name in (string[])["a/1.png", "b/1.png"]) _scratch.Picture(name, 2, 3, (_, _) => SKColors.Red);
    }

    private static object Masks(NetworkModule network, string path)
    {
        MaskFile.Read(network, path);
        return path;
    }

    public void Dispose() => _scratch.Dispose();
}
