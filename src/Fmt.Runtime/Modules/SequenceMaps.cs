using System.Collections.Generic;
using System.Linq;

namespace Fmt.Modules;

/// <summary>The sites of a sequence, by the place in it of the layer, or of the block that they are in.</summary>
/// <param name="maps">Pairs of place and <see cref="FeatureMaps"/>, or of place and a block's tree of maps.</param>
public sealed class SequenceMaps(params (int Place, object Maps)[] maps)
{
    /// <summary>The feature maps of the layer at a place of the sequence.</summary>
    /// <exception cref="KeyNotFoundException">There is no layer with testable maps; the message lists the places that have some.</exception>
    public FeatureMaps this[int place] => Find<FeatureMaps>(place, "layer with testable maps");

    /// <summary>The feature maps of the block used at a place of the sequence: <c>net.Maps.Features.Block&lt;Unit.MapTree&gt;(7).Conv1</c>.</summary>
    /// <typeparam name="TTree">The block's <c>MapTree</c>.</typeparam>
    /// <exception cref="KeyNotFoundException">There is no such block; the message lists the places that have maps.</exception>
    public TTree Block<TTree>(int place)
        where TTree : class =>
        Find<TTree>(place, $"block {typeof(TTree).DeclaringType?.Name ?? typeof(TTree).Name}");

    private T Find<T>(int place, string what)
        where T : class =>
        maps.FirstOrDefault(m => m.Place == place).Maps as T
        ?? throw new KeyNotFoundException($"There is no {what} at place {place}; places with maps are {string.Join(", ", maps.Select(m => m.Place))}.");
}
