using System;
using System.Buffers.Binary;
using System.IO;
using System.Linq;
using Fmt.Tests;

namespace Fmt.Tool.Tests;

/// <summary>Declarations of a user's own, and a case with small images for them.</summary>
internal static class OwnNetworks
{
    /// <summary>A network of a namespace; <c>Own</c> by name.</summary>
    public static string Declaration(string name = "Own", string access = "public") =>
        $$"""
        using Fmt;
        using TorchSharp.Modules;

        namespace Users.Networks
        {
            [Network("1x8x8", Classes = 2)]
            {{access}} sealed partial class {{name}}
            {
                [Conv2d(4, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence Features { get; }
                [Flatten] public partial Activation Flat { get; }
                [Linear("Classes")] public partial Linear Classifier { get; }
            }
        }
        """;

    /// <summary>A case of the network <c>Own</c>; dark images are class 0, light ones class 1.</summary>
    public static string WriteCase(TemporaryFolder folder, string network = "Own")
    {
        Directory.CreateDirectory(folder.File("images"));
        foreach (var (part, count) in new[] { ("train", 40), ("t10k", 20) })
        {
            byte[] labels = [.. Enumerable.Range(0, count).Select(i => (byte)(i % 2))];
            WriteIdx(folder.File($"images/{part}-images-idx3-ubyte"), [.. labels.SelectMany((l, i) => Enumerable.Range(0, 64).Select(p => (byte)((160 * l) + ((i + p) % 60))))], count, 8, 8);
            WriteIdx(folder.File($"images/{part}-labels-idx1-ubyte"), labels, count);
        }

        var path = folder.File("own.json");
        File.WriteAllText(path, $$"""
            { "network": "{{network}}", "classes": 2, "weights": "own.safetensors", "mean": [0.5], "std": [0.5],
              "data": { "format": "idx", "train": "images", "test": "images" }, "clean": { "ratio": 0.5, "seed": 0 } }
            """);
        return path;
    }

    private static void WriteIdx(string path, byte[] content, params int[] dimensions)
    {
        var header = new byte[4 + (4 * dimensions.Length)];
        (header[2], header[3]) = (8, (byte)dimensions.Length);
        for (var i = 0; i < dimensions.Length; i++) BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        File.WriteAllBytes(path, [.. header, .. content]);
    }
}
