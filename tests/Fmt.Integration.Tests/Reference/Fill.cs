using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Tests.Reference;

/// <summary>The fill formula of the reference values: weights and images from integer arithmetic alone.</summary>
internal static class Fill
{
    public static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= 0x7FEB352D;
        x ^= x >> 15;
        x *= 0x846CA68B;
        return x ^ (x >> 16);
    }

    /// <summary>u of element i of tensor t, in [0, 1).</summary>
    public static double U(uint t, uint i) => Draw(Mix(t + 0x9E3779B9), i);

    private static double Draw(uint seed, uint i) => (Mix(seed + i) >> 8) / 16777216.0;

    /// <summary>Fills every entry of a state_dict by its position and the last part of its name; returns the CRC-32 of each.</summary>
    public static Dictionary<string, string> State(IStateDict module, double gain)
    {
        var crcs = new Dictionary<string, string>();
        using var noGrad = torch.no_grad();
        var entries = module.StateEntries;
        for (var t = 0; t < entries.Length; t++)
        {
            var entry = entries[t];
            if (entry.Type == torch.ScalarType.Int64)
            {
                module.StateTensor(entry.Name).zero_();
                crcs[entry.Name] = Crc(new byte[8]);
                continue;
            }

            var values = Values((uint)t, entry.Name, [.. entry.Shape], gain);
            using var tensor = torch.tensor(values, entry.Shape.ToArray());
            module.StateTensor(entry.Name).copy_(tensor);
            crcs[entry.Name] = Crc(MemoryMarshal.AsBytes(values.AsSpan()));
        }

        return crcs;
    }

    private static float[] Values(uint t, string name, long[] shape, double gain)
    {
        var last = name[(name.LastIndexOf('.') + 1)..];
        var a = shape.Length > 1 ? gain * Math.Sqrt(6.0 / shape.Skip(1).Aggregate(1L, (x, y) => x * y)) : 0;
        Func<double, double> value = last switch
        {
            "weight" when shape.Length > 1 => r => r * a,
            "weight" or "layer_scale" => r => 1.0 + 0.1 * r,
            "bias" => r => 0.05 * r,
            "running_mean" => r => 0.1 * r,
            "running_var" => r => 0.5 + (r + 1) / 2,
            _ => throw new InvalidOperationException(name),
        };
        var values = new float[shape.Aggregate(1L, (x, y) => x * y)];
        var seed = Mix(t + 0x9E3779B9);
        for (var i = 0; i < values.Length; i++) values[i] = (float)value(2 * Draw(seed, (uint)i) - 1);
        return values;
    }

    /// <summary>The image of the architecture files.</summary>
    public static float[] Images(int n, int channels, int height, int width) => Make(n, channels, height, width, (i, wave) =>
    {
        var r = 2 * U(1_000_000, (uint)i) - 1;
        return 0.75 * r + 0.5 * (wave / 32.0 - 1.0);
    });

    /// <summary>The pixel image of the FMT files, in [0, 1).</summary>
    public static float[] Pixels(int n, int channels, int height, int width) =>
        Make(n, channels, height, width, (i, wave) => 0.5 * U(1_000_001, (uint)i) + 0.5 * (wave / 64.0));

    /// <summary>The start signs of the FMT files.</summary>
    public static float[] Signs(int count) => Enumerable.Range(0, count).Select(i => U(1_000_002, (uint)i) < 0.5 ? -1f : 1f).ToArray();

    private static float[] Make(int n, int channels, int height, int width, Func<int, int, double> value)
    {
        var pixels = new float[n * channels * height * width];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (x, y, c, k) = (i % width, i / width % height, i / (width * height) % channels, i / (width * height * channels));
            pixels[i] = (float)value(i, ((x * (c + 1)) + (y * (k + 2))) % 64);
        }

        return pixels;
    }

    public static string Crc(ReadOnlySpan<byte> bytes) => Crc32.HashToUInt32(bytes).ToString("x8");

    public static string Crc(float[] values) => Crc(MemoryMarshal.AsBytes(values.AsSpan()));
}
