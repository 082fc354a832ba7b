using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;

namespace Fmt.Weights;

/// <summary>
/// Reads what torch.save writes since PyTorch 1.6: a zip without compression with <c>NAME/data.pkl</c> and the storages'
/// bytes in <c>NAME/data/KEY</c>. Checksums are not looked at, as PyTorch does not either (it may write none).
/// </summary>
internal sealed class TorchZip
{
    private const int LongestPickle = 64 << 20;
    private const string Again = "The file is damaged or cut off: fetch or write it again";

    private readonly Dictionary<string, ZipArchiveEntry> _entries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReadOnlyMemory<byte>> _storages = new(StringComparer.Ordinal);
    private readonly TensorBudget _budget;
    private readonly string _folder;
    private long _left;

    private TorchZip(ZipArchive archive, int fileLength)
    {
        // Entries may overlap and claim any length; whole, honest ones are together no longer than the file.
        (_budget, _left) = (new TensorBudget(fileLength), fileLength);
        foreach (var entry in archive.Entries)
        {
            if (!_entries.TryAdd(entry.FullName, entry)) throw new CheckpointException("two entries of the zip have one name", entry.FullName, Again);
        }
        string[] pickles = [.. _entries.Keys.Where(n => n == "data.pkl" || (n.EndsWith("/data.pkl", StringComparison.Ordinal) && n.IndexOf('/') == n.Length - 9))];
        if (pickles.Length != 1) throw new CheckpointException($"it is a zip with {pickles.Length} entries NAME/data.pkl, where PyTorch writes one", null, "Give what torch.save(model.state_dict(), path) writes");
        _folder = pickles[0][..^"data.pkl".Length];
        if (_entries.ContainsKey(_folder + "constants.pkl"))
            throw new CheckpointException("it is a TorchScript archive, which carries code", _folder + "constants.pkl", "In PyTorch: torch.save(torch.jit.load(path).state_dict(), other)");
    }

    /// <exception cref="CheckpointException">The file is damaged or holds what is refused.</exception>
    public static Checkpoint Read(byte[] contents)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(contents, writable: false), ZipArchiveMode.Read);
            return new TorchZip(archive, contents.Length).Read();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException or OverflowException or InvalidOperationException)
        {
            throw new CheckpointException("it is no whole zip: " + e.Message, null, Again, e);
        }
    }

    private Checkpoint Read()
    {
        if (_entries.ContainsKey(_folder + "byteorder") && Encoding.ASCII.GetString(Bytes(_folder + "byteorder", 16).Span) is not "little" and var order)
            throw new CheckpointException($"its elements are in {order} byte order", _folder + "byteorder", "Write it on a little-endian machine, as nearly all are");
        var input = new PickleBytes(_folder + "data.pkl", Bytes(_folder + "data.pkl", LongestPickle));
        var storages = new TorchStorages(input);
        var state = StateDict.Find(new Unpickler(input, storages.Refer).Read());
        var tensors = new List<CheckpointTensor>();
        foreach ((var name, var view) in state.Tensors)
        {
            _budget.Spend(name, view);
            tensors.Add(new CheckpointTensor(name, view.Type, view.Shape, view.Elements(Storage(view.Storage))));
        }
        return new Checkpoint(tensors, state.Metadata);
    }

    private ReadOnlyMemory<byte> Storage(TorchStorage storage)
    {
        if (_storages.TryGetValue(storage.Key, out var known)) return known;
        var entry = $"{_folder}data/{storage.Key}";
        var expected = ElementTypes.Bytes([storage.RootCount], storage.Type);
        var bytes = Bytes(entry, Array.MaxLength);
        if (bytes.Length != expected) throw new CheckpointException($"the storage has {bytes.Length} bytes and the pickle says {storage.RootCount} elements of {storage.Type}", entry, Again);
        return _storages[storage.Key] = bytes;
    }

    private ReadOnlyMemory<byte> Bytes(string name, int most)
    {
        if (!_entries.TryGetValue(name, out var entry)) throw new CheckpointException("an entry of the zip is missing", name, Again);
        if (entry.IsEncrypted || entry.Length != entry.CompressedLength)
            throw new CheckpointException("an entry is compressed or encrypted, which PyTorch's are not", name, "Write the file with torch.save, without packing it again");
        if (entry.Length > most || (_left -= entry.Length) < 0) throw new CheckpointException($"an entry claims {entry.Length} bytes, more than it can have", name, Again);
        var bytes = new byte[entry.Length];
        using var stream = entry.Open();
        if (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) != bytes.Length) throw new CheckpointException("an entry ends too early", name, Again);
        return bytes;
    }
}
