using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Fmt.Tests;

/// <summary>A case of its own in a temporary folder: the repository's Fashion-MNIST network with the first images of its data set, to be spoilt.</summary>
internal sealed class CaseFolder : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CaseFolder(int train = 300, int test = 100)
    {
        Directory.CreateDirectory(File("images"));
        foreach (var (part, count) in new[] { ("train", train), ("t10k", test) })
        {
            WriteIdx($"images/{part}-images-idx3-ubyte", Head($"{part}-images-idx3-ubyte.gz", 16, count * 784), count, 28, 28);
            WriteIdx($"images/{part}-labels-idx1-ubyte", Head($"{part}-labels-idx1-ubyte.gz", 8, count), count);
        }

        System.IO.File.Copy(Source("fashion_badnets_0.safetensors"), File("fashion_badnets_0.safetensors"));
        var json = System.IO.File.ReadAllText(Source("fashion_badnets_0.json"));
        System.IO.File.WriteAllText(Case, json.Replace("\"fashion-mnist\"", "\"images\"").Replace("\"ratio\": 0.1", "\"ratio\": 0.2"));
    }

    public string Path => _folder.Path;

    public string Case => File("case.json");

    public string File(string name) => _folder.File(name);

    public byte[] Labels(string part) => System.IO.File.ReadAllBytes(File($"images/{part}-labels-idx1-ubyte"))[8..];

    public void WriteIdx(string name, byte[] content, params int[] dimensions)
    {
        var header = new byte[4 + (4 * dimensions.Length)];
        header[2] = 8;
        header[3] = (byte)dimensions.Length;
        for (var i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        System.IO.File.WriteAllBytes(File(name), [.. header, .. content]);
    }

    public void Dispose() => _folder.Dispose();

    private static string Source(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "data", name);

    private static byte[] Head(string file, int header, int count)
    {
        using var stream = new GZipStream(System.IO.File.OpenRead(Source("fashion-mnist/" + file)), CompressionMode.Decompress);
        var bytes = new byte[header + count];
        stream.ReadExactly(bytes);
        return bytes.Skip(header).ToArray();
    }
}
