using System.Collections.Generic;

namespace Fmt.Weights;

/// <summary>A Python dict or OrderedDict: entries in order; a later entry of a text key replaces the earlier.</summary>
internal sealed class PickleDict
{
    private readonly Dictionary<string, int> _places = [];

    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    public void Set(object? key, object? value)
    {
        var item = KeyValuePair.Create(key, value);
        if (key is string name && !_places.TryAdd(name, Items.Count)) Items[_places[name]] = item;
        else Items.Add(item);
    }

    public bool TryGet(string key, out object? value)
    {
        var found = _places.TryGetValue(key, out var place);
        value = found ? Items[place].Value : null;
        return found;
    }
}
