using System.IO;
using System.IO.Compression;
using System.Text;

namespace Fmt.Tests.Data;

/// <summary>NumPy's .npy format, version 1, as its specification writes it.</summary>
internal static class Numpy
{
    public static byte[] Array(string descr, string shape, byte[] data, string order = "False")
    {
        var header = $"{{'descr': '{descr}', 'fortran_order': {order}, 'shape': ({shape}), }}";
        header = header.PadRight((10 + header.Length + 64) / 64 * 64 - 11) + "\n";
        return [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, (byte)(header.Length >> 8), .. Encoding.ASCII.GetBytes(header), .. data];
    }

    public static byte[] Archive(string key, byte[] array)
    {
        using var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry(key + ".npy").Open();
            entry.Write(array);
        }
        return memory.ToArray();
    }
}
