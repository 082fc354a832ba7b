using System;
using System.Diagnostics;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Files made to take the machine, read by the tool in a process that dies beyond 64 MiB of managed memory and four times the file.</summary>
public sealed class StrangersFileTests
{
    /// <summary>Two seconds are meant, with the process's start; machines differ, and others work on them.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("pairs", "the objects of its pickle take more than the ")]
    [InlineData("memo", "the objects of its pickle take more than the ")]
    [InlineData("braces", "the objects of its pickle take more than the ")]
    [InlineData("dimensions", "has more than 64 numbers")]
    [InlineData("zeros", "it begins with 0000000000000000")]
    [InlineData("device", "this is a device; a regular file was expected")]
    [InlineData("pipe", "this is a pipe; a regular file was expected")]
    [InlineData("folder", "this is a folder; a file was expected")]
    public async Task It_is_refused_in_little_time_and_memory(string kind, string says)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File(kind);
        Make(kind, path);
        var length = new FileInfo(path) is { Exists: true, LinkTarget: null } file ? file.Length : 0;
        var clock = Stopwatch.StartNew();
        var run = await ToolProcess.RunAsync(["summary", path], mostMemory: (64 << 20) + (kind == "zeros" ? 0 : 4 * length));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith("error: " + path, run.Error);
        Assert.Contains(says, run.Error);
        Assert.InRange(run.Error.Length, 1, 1000);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    [Fact]
    public async Task Fifty_thousand_tensors_are_a_table_and_a_count()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("many"), Many(50_000));
        var clock = Stopwatch.StartNew();
        var run = await ToolProcess.RunAsync(["summary", folder.File("many")]);
        Assert.Equal((0, ""), (run.Code, run.Error));
        Assert.Contains("many: 50000 tensors", run.Output);
        Assert.Contains("The first 5000 of 50000 tensors", run.Output);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    internal static byte[] Many(int tensors)
    {
        var header = string.Join(",", Enumerable.Range(0, tensors).Select(i => $"\"layer{i}.weight\":{{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[{4 * i},{4 * i + 4}]}}"));
        return Safetensors("{" + header + "}", 4 * tensors);
    }

    private static void Make(string kind, string path)
    {
        byte[] start = [0x80, 2];
        switch (kind)
        {
            case "pairs":
                var pairs = Enumerable.Range(0, 20_000).SelectMany(i => new byte[] { (byte)'K', (byte)i, (byte)'N', 0x86 });
                Zip(path, [.. start, .. "]("u8, .. pairs, (byte)'e', 0x85, (byte)'q', 0, .. "ccollections\nOrderedDict\nq"u8, 1, .. Enumerable.Repeat("h\u0001h\0R"u8.ToArray(), 34_000).SelectMany(b => b)]);
                break;
            case "memo":
                Zip(path, [.. start, (byte)'N', .. Enumerable.Range(0, 177_000).SelectMany(i => BitConverter.GetBytes((uint)i * 75431).Prepend((byte)'r'))]);
                break;
            case "braces":
                Zip(path, [.. start, .. Enumerable.Repeat((byte)'}', 5_000_000)]);
                break;
            case "dimensions":
                File.WriteAllBytes(path, Safetensors("{\"a\":{\"dtype\":\"F32\",\"shape\":[" + new StringBuilder().Insert(0, "1,", 10_000_000) + "1],\"data_offsets\":[0,4]}}", 4));
                break;
            case "zeros":
                using (var file = File.Create(path)) file.SetLength(2_000_000_000);
                break;
            case "device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "pipe":
                Process.Start("mkfifo", [path]).WaitForExit();
                break;
            default:
                Directory.CreateDirectory(path);
                break;
        }
    }

    private static byte[] Safetensors(string header, int bytes) => [.. BitConverter.GetBytes((long)header.Length), .. Encoding.UTF8.GetBytes(header), .. new byte[bytes]];

    private static void Zip(string path, byte[] pickle)
    {
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.NoCompression).Open();
        entry.Write(pickle);
    }
}
