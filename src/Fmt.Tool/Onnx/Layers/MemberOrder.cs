using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>The order of members: modules as in the state_dict, everything else behind what it reads.</summary>
internal static class MemberOrder
{
    /// <summary>All layers; the last one gives the logits, or is followed by what gives them.</summary>
    /// <param name="modules">Layers with modules, ordered.</param>
    /// <param name="layers">All layers in the order of execution; what they read of others stands before.</param>
    public static List<ImportedLayer> Of(IReadOnlyList<ImportedLayer> modules, IReadOnlyList<ImportedLayer> layers)
    {
        var places = modules.Select((m, i) => (m, i)).ToDictionary(p => p.m, p => p.i);
        var reach = new Dictionary<ImportedLayer, int>();
        var behind = new List<ImportedLayer>[modules.Count + 1];
        foreach (var layer in layers)
        {
            // Behind all modules that it depends on, through however many layers.
            reach[layer] = layer.Inputs.Select(i => i.Layer is { } read ? reach.GetValueOrDefault(read, -1) : -1).Append(places.GetValueOrDefault(layer, -1)).Max();
            if (!layer.HasModule) (behind[reach[layer] + 1] ??= []).Add(layer);
        }

        return [.. behind[0] ?? [], .. modules.SelectMany((m, i) => (behind[i + 1] ?? []).Prepend(m))];
    }
}
