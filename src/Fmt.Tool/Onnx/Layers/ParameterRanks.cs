using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>
/// What a file tells of the state_dict's order. PyTorch lists parameters in it, and where equal ones were made one, the identities in front of the layers
/// in the reverse of it: two lists, each of a part.
/// </summary>
internal static class ParameterRanks
{
    /// <summary>Paths of modules, in one list for each of the two.</summary>
    public static List<List<string>> Of(OnnxModel model, IReadOnlyList<ImportedLayer> layers)
    {
        var owners = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var layer in layers.Where(l => l.HasModule && l.Shares is null))
            foreach (var weight in layer.Weights.Where(w => ModuleName.Of(w.Origin, w.Leaf) == layer.Path)) owners[weight.Origin] = layer.Path;
        var listed = model.Parameters.Select(p => p.Key).Where(owners.ContainsKey).ToList();
        var identities = model.Nodes.Where(n => n is { Op: "Identity", Outputs.Length: > 0 } && owners.ContainsKey(n.Outputs[0])).Select(n => n.Outputs[0]).ToList();
        if (IsBackwards(identities)) identities.Reverse();
        return [.. new[] { listed, identities }.Where(l => !IsAlphabetical(l)).Select(l => l.Select(n => owners[n]).Distinct().ToList())];
    }

    /// <summary>Whether most modules have their bias before their weight.</summary>
    private static bool IsBackwards(List<string> names)
    {
        var places = names.Select((n, i) => (n, i)).ToDictionary(p => p.n, p => p.i, StringComparer.Ordinal);
        int forward = 0, backward = 0;
        foreach (var (name, place) in places.Where(p => p.Key.EndsWith(".bias", StringComparison.Ordinal)))
        {
            if (!places.TryGetValue(name[..^"bias".Length] + "weight", out var weight)) continue;
            if (weight < place) forward++;
            else backward++;
        }

        return backward > forward;
    }

    /// <summary>A list that is sorted by name tells nothing of the network.</summary>
    private static bool IsAlphabetical(List<string> names) => names.Count > 8 && names.SequenceEqual(names.Order(StringComparer.Ordinal));
}
