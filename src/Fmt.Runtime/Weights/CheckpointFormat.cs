using System;

namespace Fmt.Weights;

/// <summary>Which reader a file's first bytes ask for; names and extensions say nothing (a <c>.pth.tar</c> is no tar).</summary>
internal sealed record CheckpointFormat(string Name, Func<byte[], Checkpoint> Read)
{
    private static readonly CheckpointFormat _zip = new("PyTorch (zip)", TorchZip.Read);
    private static readonly CheckpointFormat _stream = new("PyTorch (before 1.6)", TorchStream.Read);
    private static readonly CheckpointFormat _safetensors = new("safetensors", SafetensorsReader.Read);

    private const string Supported = "Give a .safetensors file, or what torch.save(model.state_dict(), path) writes";

    /// <summary>As many bytes as are needed to tell formats apart.</summary>
    public const int Enough = 512;

    /// <summary>The format of a file.</summary>
    /// <param name="contents">The file, or its first bytes.</param>
    /// <exception cref="CheckpointException">No format begins like this.</exception>
    public static CheckpointFormat Of(ReadOnlySpan<byte> contents)
    {
        if (contents.StartsWith("PK\u0003\u0004"u8)) return _zip;
        // A header's length may begin like a pickle, 0x80 and a protocol; no pickle has zeros and then a brace there.
        if (contents.Length > 8 && contents[5..8].IndexOfAnyExcept((byte)0) < 0 && contents[8] == '{') return _safetensors;
        if (contents.Length > 2 && contents[0] == 0x80 && contents[1] is >= 1 and <= 5) return _stream;
        if (contents.Length > 8 && contents[8] == '{') return _safetensors;
        throw new CheckpointException($"this is {Guess(contents)}", null, Supported);
    }

    private static string Guess(ReadOnlySpan<byte> contents)
    {
        if (contents.Length < 9) return FormattableString.Invariant($"no file of weights: it has {contents.Length} byte(s)");
        if (contents[1..].StartsWith("HDF\r\n"u8)) return "an HDF5 file (Keras?)";
        if (contents.Length > 262 && contents[257..262].SequenceEqual("ustar"u8)) return "a tar archive, which PyTorch has not written since 0.1";
        if (contents.StartsWith("version https://git-lfs"u8)) return "a Git LFS pointer, not the file itself; run git lfs pull";
        if (contents.StartsWith("\u001f"u8) && contents[1] == 0x8b) return "a gzip archive; unpack it first";
        // ModelProto's fields 1 and 2: the version of the format, and who made it.
        if (contents[0] == 0x08 && contents[1] is > 0 and < 32 && contents[2] == 0x12) return "an ONNX model, which is a network and not a file of weights; fmtdsl declare MODEL.onnx makes both of it";
        if (contents.IndexOfAnyExceptInRange((byte)' ', (byte)'~') is -1 or > 16) return "a text file";
        return $"no file of weights that is known here (it begins with {Convert.ToHexString(contents[..8])})";
    }
}
