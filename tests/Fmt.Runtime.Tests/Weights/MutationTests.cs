using System;
using System.IO;
using System.Linq;
using System.Text;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Files;
using Fmt.Tests.Data;
using Fmt.Weights;
using SkiaSharp;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>
/// Files spoilt at random, by seed: each is read or refused by one of the library's own errors, within the bounds. 250 of each kind; with FMT_ALL_MUTATIONS=1 it is 10,000.
/// </summary>
public sealed class MutationTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("FMT_ALL_MUTATIONS") == "1" ? 10_000 : 250;

    private const string Case = """
        {"network": "Net", "classes": 10, "weights": "w.safetensors", "mean": [0, 0, 0], "std": [1, 1, 1],
         "data": {"format": "cifar10-binary", "train": "d", "test": "d"}, "clean": {"ratio": 0.5, "seed": 3},
         "trigger": {"mode": "replace", "rect": [27, 27, 4, 4], "color": [255, 255, 255], "alpha": 1.0}, "target": 8}
        """;

    [Theory]
    [InlineData("safetensors", 1)]
    [InlineData("zip", 2)]
    [InlineData("legacy", 3)]
    [InlineData("case", 4)]
    [InlineData("image", 5)]
    public void Whatever_is_spoilt_is_read_or_refused_within_the_bounds(string kind, int seed)
    {
        using var scratch = new Scratch();
        var whole = kind switch
        {
            "case" => Encoding.UTF8.GetBytes(Case),
            "image" => File.ReadAllBytes(scratch.Picture("whole.png", 32, 32, (y, x) => new SKColor((byte)(8 * y), (byte)(8 * x), (byte)(x * y)))),
            _ => SmallFiles.Of(kind),
        };
        var random = new Random(seed);
        int refused = 0, read = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var bytes = Spoilt(whole, random);
            var path = scratch.Write("spoilt", bytes);
            Bounds.Hold(bytes.Length, () =>
            {
                try
                {
                    Read(kind, path);
                    read++;
                }
                catch (Exception e) when (e is CheckpointException or DataException)
                {
                    Assert.InRange(e.Message.Length, 1, 2000);
                    refused++;
                }
            });
        }
        Assert.Equal(Rounds, refused + read);
        Assert.InRange(refused, Rounds / 4, Rounds);
    }

    private static void Read(string kind, string path)
    {
        if (kind == "case") CaseFile.Read(path);
        else if (kind == "image") Picture.Read(path, 3);
        else Assert.True(Checkpoint.Read(path).Tensors.Sum(t => (long)t.Data.Length) < 1 << 22);
    }

    /// <summary>Bits turned, bytes replaced by those that mean most, a piece left out, doubled or moved, the end cut off.</summary>
    private static byte[] Spoilt(byte[] whole, Random random)
    {
        byte[] file = [.. whole];
        for (var changes = random.Next(1, 5); changes > 0; changes--)
        {
            int at = random.Next(file.Length), other = random.Next(file.Length), length = random.Next(Math.Min(64, file.Length - Math.Max(at, other)));
            switch (random.Next(6))
            {
                case 0: file[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: file[at] = (byte)random.Next(256); break;
                case 2: file.AsSpan(at, Math.Min(random.Next(1, 9), file.Length - at)).Fill(random.Next(2) == 0 ? (byte)0xff : (byte)0); break;
                case 3: file.AsSpan(at, length).CopyTo(file.AsSpan(other)); break;
                case 4: file = [.. file[..at], .. file[other..]]; break;
                default: if (random.Next(8) == 0 && at > 0) file = file[..at]; break;
            }
            if (file.Length == 0) return [0];
        }
        return file;
    }
}
