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

/// <summary>The sites of a sequence, by the layer's place in it.</summary>
/// <param name="maps">Pairs of place and maps.</param>
public sealed class SequenceMaps(params (int Place, FeatureMaps Maps)[] maps)
{
    /// <summary>The feature maps of the layer at a place of the sequence.</summary>
    /// <exception cref="KeyNotFoundException">The layer there has no testable maps; the message lists the places that have.</exception>
    public FeatureMaps this[int place] => maps.FirstOrDefault(m => m.Place == place).Maps
        ?? throw new KeyNotFoundException($"The layer at place {place} has no testable maps; those at {string.Join(", ", maps.Select(m => m.Place))} have.");
}
