using System;
using System.Collections.Generic;
using System.IO.Hashing;
using System.Linq;
using System.Text;

namespace Fmt.Weights;

/// <summary>
/// Reads what torch.save writes since PyTorch 1.6: a zip without compression with <c>NAME/data.pkl</c> and the storages'
/// bytes in <c>NAME/data/KEY</c>. What is read of it must have the directory's CRC-32, unless that is 0: PyTorch can be told to write none.
/// </summary>
internal sealed class TorchZip
{
    private const int LongestPickle = 64 << 20, LongestByteOrder = 16;

    private readonly Dictionary<string, ZipEntry> _entries;
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _storages = new(StringComparer.Ordinal);
    private readonly ReadingBudget _budget;
    private readonly string _folder;

    private TorchZip(byte[] contents)
    {
        _budget = new ReadingBudget(contents.Length);
        _entries = ZipDirectory.Read(contents, _budget);
        string[] pickles = [.. _entries.Keys.Where(n => n == "data.pkl" || (n.EndsWith("/data.pkl", StringComparison.Ordinal) && n.IndexOf('/') == n.Length - 9))];
        if (pickles.Length != 1) throw new CheckpointException($"it is a zip with {pickles.Length} entries NAME/data.pkl, where PyTorch writes one", null, "Give what torch.save(model.state_dict(), path) writes");
        _folder = pickles[0][..^"data.pkl".Length];
        if (_entries.ContainsKey(_folder + "constants.pkl"))
            throw new CheckpointException("it is a TorchScript archive, which carries code", _folder + "constants.pkl", "In PyTorch: torch.save(torch.jit.load(path).state_dict(), other)");
    }

    /// <exception cref="CheckpointException">The file is damaged or holds what is refused.</exception>
    public static Checkpoint Read(byte[] contents) => new TorchZip(contents).Read();

    private Checkpoint Read()
    {
        if (_entries.ContainsKey(_folder + "byteorder") && Encoding.ASCII.GetString(Bytes(_folder + "byteorder", LongestByteOrder).Span) is not "little" and var order)
            throw new CheckpointException($"its elements are in {order} byte order", _folder + "byteorder", "Write it on a little-endian machine, as nearly all are");
        var input = new PickleBytes(_folder + "data.pkl", Bytes(_folder + "data.pkl", LongestPickle), _budget);
        var storages = new TorchStorages(input);
        return StateDict.Find(new Unpickler(input, storages.Refer).Read()).ToCheckpoint(Storage, _budget);
    }

    private ReadOnlyMemory<byte> Storage(TorchStorage storage)
    {
        if (_storages.TryGetValue(storage.Key, out var known)) return known;
        var entry = $"{_folder}data/{storage.Key}";
        var expected = ElementTypes.Bytes([storage.RootCount], storage.Type);
        var bytes = Bytes(entry, Array.MaxLength);
        if (bytes.Length != expected) throw new CheckpointException($"the storage has {bytes.Length} bytes and the pickle says {storage.RootCount} elements of {storage.Type}", entry, ZipDirectory.Again);
        return _storages[storage.Key] = bytes;
    }

    private ReadOnlyMemory<byte> Bytes(string name, int most)
    {
        if (!_entries.TryGetValue(name, out var entry)) throw new CheckpointException("an entry of the zip is missing", name, ZipDirectory.Again);
        if (!entry.IsPlain) throw new CheckpointException("an entry is compressed or encrypted, which PyTorch's are not", name, "Write the file with torch.save, without packing it again");
        if (entry.Data.Length > most) throw new CheckpointException($"an entry claims {entry.Data.Length} bytes, more than it can have", name, ZipDirectory.Again);
        if (entry.Crc != 0 && Crc32.HashToUInt32(entry.Data.Span) is var found && found != entry.Crc)
            throw new CheckpointException($"an entry has the CRC-32 {found:x8} and the zip says {entry.Crc:x8}", name, ZipDirectory.Again);
        return entry.Data;
    }
}
