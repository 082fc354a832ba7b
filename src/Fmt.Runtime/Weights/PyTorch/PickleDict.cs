using System.Collections.Generic;

namespace Fmt.Weights;

/// <summary>A Python dict or OrderedDict: entries in order; a later entry of a text key replaces the earlier.</summary>
internal sealed class PickleDict
{
    /// <summary>Longest text that may be a key.</summary>
    private const int LongestKey = 4096;

    /// <summary>What an entry takes of the file's budget.</summary>
    private const int EntryCost = 112;

    // Made when they are needed: a file may be full of empty dicts.
    private Dictionary<string, int>? _places;
    private List<KeyValuePair<object?, object?>>? _items;

    public IReadOnlyList<KeyValuePair<object?, object?>> Items => _items ?? (IReadOnlyList<KeyValuePair<object?, object?>>)[];

    /// <summary>Enters what a pickle has.</summary>
    /// <exception cref="CheckpointException">The key is longer than any name, or the file's budget is spent.</exception>
    public void Set(object? key, object? value, PickleBytes input)
    {
        if (key is string { Length: > LongestKey }) throw input.Bad("a dict has a key longer than any name");
        input.Spend(EntryCost);
        (_places, _items) = (_places ?? [], _items ?? []);
        var item = KeyValuePair.Create(key, value);
        if (key is string name && !_places.TryAdd(name, _items.Count)) _items[_places[name]] = item;
        else _items.Add(item);
    }

    public bool TryGet(string key, out object? value)
    {
        var place = -1;
        var found = _places?.TryGetValue(key, out place) == true;
        value = found ? Items[place].Value : null;
        return found;
    }
}
