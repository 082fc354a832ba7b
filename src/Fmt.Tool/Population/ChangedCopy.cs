using System;
using System.IO;
using System.Linq;
using Fmt.Files;

namespace Fmt.Tool.Population;

/// <summary>A copy of a data set in CIFAR-10's binary layout with other pixels.</summary>
internal static class ChangedCopy
{
    /// <summary>A label, and three planes of 32 x 32.</summary>
    private const int Record = 1 + 3 * 32 * 32;

    /// <summary>Writes what is not there yet.</summary>
    /// <param name="data">The data set.</param>
    /// <param name="look">What becomes of a byte.</param>
    /// <param name="folder">The copy's folder.</param>
    public static void Make(DataSource data, Look look, string folder)
    {
        byte[] table = [.. Enumerable.Range(0, 256).Select(v => (byte)Math.Clamp(Math.Round(look.Gain * v + look.Offset), 0, 255))];
        Directory.CreateDirectory(folder);
        var files = Directory.GetFiles(data.Train, "data_batch_*.bin").Concat(Directory.GetFiles(data.Test, "test_batch.bin"));
        foreach (var file in files.Distinct())
        {
            var copy = Path.Combine(folder, Path.GetFileName(file));
            if (File.Exists(copy)) continue;
            var bytes = File.ReadAllBytes(file);
            for (var i = 0; i < bytes.Length; i++)
                if (i % Record != 0) bytes[i] = table[bytes[i]];
            AtomicFile.Write(copy, stream => stream.Write(bytes));
        }
    }
}
