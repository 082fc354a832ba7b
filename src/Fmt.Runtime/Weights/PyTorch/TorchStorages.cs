using System;
using System.Collections.Generic;

namespace Fmt.Weights;

/// <summary>The storages that a file's pickle refers to, by key.</summary>
internal sealed class TorchStorages(PickleBytes input)
{
    private readonly Dictionary<string, TorchStorage> _roots = new(StringComparer.Ordinal);

    /// <summary>The root storages, by key.</summary>
    public IReadOnlyDictionary<string, TorchStorage> Roots => _roots;

    /// <summary>Reads a persistent id: ('storage', type, key, location, number of elements[, view]), where a view is
    /// (key, first element, number of elements) or None.</summary>
    public object Refer(PickleTuple id)
    {
        if (id.Items is ["module", ..]) throw TorchGlobals.Refused("a module with its source code", input);
        if (id.Items is not ["storage", TorchGlobal type, string key, string location, long count, .. var rest] || count < 0)
            throw input.Bad("a persistent id is none of PyTorch's");
        if (key.Length > 256) throw input.Bad("a storage's key is longer than any that PyTorch gives");
        if (location == "meta") throw input.Bad($"storage {key} is on the meta device and has no elements", "Save the network with its weights");
        var element = ElementTypes.FromStorage(type.Name[(type.Name.LastIndexOf('.') + 1)..]) ?? throw input.Bad($"{type.Name} is no type of storage");
        var root = Root(new TorchStorage(key, element, count, 0, count));
        return rest switch
        {
            [] or [null] => root,
            [PickleTuple { Items: [string, long start, long size] }] when start >= 0 && size >= 0 && start <= count - size => root with { Start = start, Count = size },
            _ => throw input.Bad($"storage {key} has a view that does not lie inside it"),
        };
    }

    private TorchStorage Root(TorchStorage storage)
    {
        if (_roots.TryAdd(storage.Key, storage) || _roots[storage.Key] == storage) return storage;
        throw input.Bad($"storage {storage.Key} is described in two ways");
    }
}
