using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>The order of members: modules as in the state_dict, everything else behind what it reads.</summary>
internal static class MemberOrder
{
    /// <summary>All layers; the last one gives the logits, or is followed by what gives them.</summary>
    /// <param name="modules">Layers with modules, ordered.</param>
    /// <param name="layers">All layers in the order of execution.</param>
    public static List<ImportedLayer> Of(IReadOnlyList<ImportedLayer> modules, IReadOnlyList<ImportedLayer> layers)
    {
        var places = modules.Select((m, i) => (m, i)).ToDictionary(p => p.m, p => p.i);
        var behind = new List<ImportedLayer>[modules.Count + 1];
        foreach (var layer in layers.Where(l => !l.HasModule))
        {
            var place = layer.Inputs.Max(i => i.Layer is { } read ? places[read] : -1);
            places[layer] = place;
            (behind[place + 1] ??= []).Add(layer);
        }

        return [.. behind[0] ?? [], .. modules.SelectMany((m, i) => (behind[i + 1] ?? []).Prepend(m))];
    }
}
