using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Tool.Compare;

/// <summary>SHA-256 of what results depend on, as hexadecimal.</summary>
internal static class Contents
{
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string HashFile(string path)
    {
        using var stream = RegularFile.Open(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>Of images as they were read: size, classes, pixels, labels and places in the data set.</summary>
    public static string Hash(ImageSet images)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(MemoryMarshal.AsBytes<int>([images.Count, images.Channels, images.Height, images.Width, images.Classes]));
        for (var i = 0; i < images.Count; i++) hash.AppendData(images.Pixels(i));
        hash.AppendData(MemoryMarshal.AsBytes(images.Labels.AsSpan()));
        hash.AppendData(MemoryMarshal.AsBytes(images.OriginalIndices.AsSpan()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
