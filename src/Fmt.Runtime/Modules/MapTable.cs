using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Modules;

/// <summary>All sites of a network: by typed property in the generated subclass, by name, by position, or one after another in execution order.</summary>
public abstract class MapTable : IReadOnlyList<FeatureMaps>
{
    private readonly FeatureMaps[] _maps;

    /// <summary>For generated code.</summary>
    protected MapTable(FeatureMaps[] maps) => _maps = maps;

    /// <summary>Number of sites.</summary>
    int IReadOnlyCollection<FeatureMaps>.Count => _maps.Length;

    /// <summary>A site by its position in execution order.</summary>
    public FeatureMaps this[int index] => _maps[index];

    /// <summary>A site by its name in the state_dict, for instance <c>"layer1.0.conv1"</c>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such site; the message lists those there are.</exception>
    public FeatureMaps this[string name] => _maps.FirstOrDefault(m => m.Site.Name == name)
        ?? throw new KeyNotFoundException($"There is no site '{name}'. Sites: {string.Join(", ", _maps.Select(m => m.Site.Name))}.");

    /// <inheritdoc/>
    public IEnumerator<FeatureMaps> GetEnumerator() => ((IEnumerable<FeatureMaps>)_maps).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
