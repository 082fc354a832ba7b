using System.Collections.Generic;
using System.Linq;

namespace Fmt.Modules;

/// <summary>The sites of a sequence, by the layer's place in it.</summary>
/// <param name="maps">Pairs of place and maps.</param>
public sealed class SequenceMaps(params (int Place, FeatureMaps Maps)[] maps)
{
    /// <summary>The feature maps of the layer at a place of the sequence.</summary>
    /// <exception cref="KeyNotFoundException">The layer there has no testable maps; the message lists the places that have.</exception>
    public FeatureMaps this[int place] => maps.FirstOrDefault(m => m.Place == place).Maps
        ?? throw new KeyNotFoundException($"The layer at place {place} has no testable maps; those at {string.Join(", ", maps.Select(m => m.Place))} have.");
}
