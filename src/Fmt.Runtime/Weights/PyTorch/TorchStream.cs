using System;
using System.Collections.Generic;
using System.Numerics;

namespace Fmt.Weights;

/// <summary>
/// Reads what torch.save wrote before PyTorch 1.6: pickles of a magic number, a protocol version, facts about the machine,
/// the object and the list of storage keys, then each storage as its number of elements (8 bytes) and its elements.
/// </summary>
internal static class TorchStream
{
    private static readonly BigInteger _magic = BigInteger.Parse("1950a86a20f9469cfc6c", System.Globalization.NumberStyles.HexNumber, System.Globalization.CultureInfo.InvariantCulture);

    /// <exception cref="CheckpointException">The file is damaged or holds what is refused.</exception>
    public static Checkpoint Read(byte[] contents)
    {
        var budget = new ReadingBudget(contents.Length);
        var input = new PickleBytes("stream of pickles", contents, budget);
        var storages = new TorchStorages(input);
        object? Next() => new Unpickler(input, storages.Refer).Read();

        if (Next() is not BigInteger number || number != _magic) throw input.Bad("it is a pickle, but none of PyTorch's", "Give what torch.save(model.state_dict(), path) writes");
        if (Next() is not 1001L) throw input.Bad("its format has a version that PyTorch never wrote");
        if (Next() is PickleDict machine && machine.TryGet("little_endian", out var little) && little is false)
            throw input.Bad("its elements are in big-endian byte order", "Write it on a little-endian machine, as nearly all are");
        var state = StateDict.Find(Next());
        var bytes = ReadStorages(input, storages, Next());
        return state.ToCheckpoint(s => bytes.TryGetValue(s.Key, out var root) ? root : throw input.Bad($"storage {s.Key} is not in the file"), budget);
    }

    private static Dictionary<string, ReadOnlyMemory<byte>> ReadStorages(PickleBytes input, TorchStorages storages, object? keys)
    {
        if (keys is not PickleList list) throw input.Bad("its list of storages is none");
        var bytes = new Dictionary<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            if (item is not string key || !storages.Roots.TryGetValue(key, out var storage)) throw input.Bad("its list of storages names one that no tensor uses");
            var count = input.U64();
            if (count != (ulong)storage.RootCount) throw input.Bad($"storage {key} has {count} elements here and {storage.RootCount} in the pickle");
            var size = ElementTypes.Bytes([storage.RootCount], storage.Type) ?? throw input.Bad($"storage {key} is impossibly large");
            if (!bytes.TryAdd(key, input.Take((ulong)size))) throw input.Bad($"storage {key} is listed twice");
        }
        return bytes;
    }
}
